// Writes who the shopper is and which cart they have into public.demo.
// A VTEX IO app would have this as the handler of its route /_v/session-watcher/session/transform.
const { createServer } = require('node:http');

function transform({ authentication, checkout }) {
  // A key that was never set is absent; a cleared one is "".
  const email = authentication?.storeUserEmail?.value;
  const cart = checkout?.orderFormId?.value;
  const shopper = email ? 'signed in' : 'anonymous';
  return { public: { demo: { value: cart ? `${shopper}, with a cart` : shopper } } };
}

const server = createServer((request, response) => {
  if (request.method !== 'POST' || request.url !== '/_v/session-watcher/session/transform') {
    response.writeHead(404).end();
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const answer = transform(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, no-store' });
    response.end(JSON.stringify(answer));
  });
});

server.listen(Number(process.env.PORT ?? 4001), '127.0.0.1', () => {
  console.log(`session-watcher listening on http://127.0.0.1:${server.address().port}`);
});
