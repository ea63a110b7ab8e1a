// The floor of node:http: reads the body of a write, parses it, and answers what it always answers.
import { createServer } from 'node:http';
import { answers } from './answers.mjs';
import { reportPort } from './child.mjs';

const server = createServer((req, res) => {
  const answer = answers[`${req.method} ${req.url.split('?', 1)[0]}`];
  if (req.method === 'GET') return write(res, answer());
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    write(res, answer());
  });
});

function write(res, { status, cacheControl, setCookie, text }) {
  res.writeHead(status, {
    'Cache-Control': cacheControl,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(setCookie.length > 0 && { 'Set-Cookie': setCookie }),
  });
  res.end(text);
}

server.listen({ port: 0, host: '127.0.0.1' }, () => reportPort(server.address().port));
