// A session app that answers no outputs, at once. Prints its port.
import { createServer } from 'node:http';

const answer = Buffer.from('{}');
const server = createServer((req, res) => {
  req.resume().on('end', () => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': answer.length });
    res.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
