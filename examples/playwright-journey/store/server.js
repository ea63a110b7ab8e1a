// Serves the page only, no API of VTEX.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');

const files = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/store.js': ['store.js', 'text/javascript'],
};

const server = createServer((req, res) => {
  const [name, type] = files[req.url] ?? [];
  if (name === undefined) return res.writeHead(404).end();
  res.setHeader('content-type', type);
  res.end(readFileSync(join(__dirname, name)));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`store listening on http://127.0.0.1:${server.address().port}`);
});
