// A store: a page that makes a session as it loads and shows it. It knows nothing of sessions itself.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');

const page = readFileSync(join(__dirname, 'store.html'), 'utf8');

/** Served at a port, at http. */
async function storeAtPort() {
  const asked = [];
  const server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    if (req.url === '/moved') res.writeHead(307, { location: '/api/sessions' }).end();
    else if (req.url.startsWith('/api/')) res.writeHead(418).end();
    else res.setHeader('Content-Type', 'text/html').end(page);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

/** The session as the page shows it. */
async function shown(tab) {
  await tab.waitForSelector('#session:not(:empty)');
  return JSON.parse(await tab.textContent('#session'));
}

module.exports = { page, storeAtPort, shown };
