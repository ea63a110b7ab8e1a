// The floor of Express 5: one route for each operation, `express.json()` for writes, `res.json`. The two
// headers that it adds by default are off, so that its answers are as long as the others'.
import express from 'express';
import { answers } from './answers.mjs';
import { reportPort } from './child.mjs';

const app = express();
app.disable('x-powered-by');
app.disable('etag');

for (const [name, answer] of Object.entries(answers)) {
  const [method, path] = name.split(' ');
  const reading = method === 'GET' ? [] : [express.json()];
  app[method.toLowerCase()](path, ...reading, (_req, res) => {
    const { status, cacheControl, setCookie, body } = answer();
    res.set('Cache-Control', cacheControl);
    if (setCookie.length > 0) res.append('Set-Cookie', setCookie);
    res.status(status).json(body);
  });
}

const server = app.listen(0, '127.0.0.1', () => reportPort(server.address().port));
