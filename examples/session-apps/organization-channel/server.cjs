// Gives the shoppers of an organization its trade policy and its part of the catalogue.
// A VTEX IO app would have this as the handler of its route /_v/organization-channel/session/transform.
const { createServer } = require('node:http');

const organizations = new Map([
  ['acme-retail', { tradePolicy: '2', collection: '140' }],
  ['acme-europe', { tradePolicy: '3', collection: '141' }],
]);

function transform(input) {
  const organization = organizations.get(input.public?.organization?.value);
  // A key that is left out keeps its value, so both are cleared when there is no organization.
  return {
    public: {
      sc: { value: organization?.tradePolicy ?? '' },
      facets: { value: organization ? `productClusterIds=${organization.collection};` : '' },
    },
  };
}

const server = createServer((request, response) => {
  if (request.method !== 'POST' || request.url !== '/_v/organization-channel/session/transform') {
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

server.listen(Number(process.env.PORT ?? 4002), '127.0.0.1', () => {
  console.log(`organization-channel listening on http://127.0.0.1:${server.address().port}`);
});
