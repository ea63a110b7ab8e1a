// One request to a node:http handler without a port: what it would have sent is read off the bytes it writes.
const { IncomingMessage, ServerResponse } = require('node:http');
const { Duplex } = require('node:stream');

const body = '{"public":{"country":{"value":"BRA"},"postalCode":{"value":"01310100"}}}';

/** Asks POST /api/sessions; throws unless it is answered as a created session is. */
exports.askInProcess = (handler) =>
  new Promise((resolve, reject) => {
    const written = [];
    const socket = new Duplex({
      read() {},
      write(chunk, encoding, done) {
        written.push(Buffer.from(chunk, encoding));
        done();
      },
    });
    Object.assign(socket, { remoteAddress: '127.0.0.1', encrypted: false });
    const req = new IncomingMessage(socket);
    const http = { httpVersion: '1.0', httpVersionMajor: 1, httpVersionMinor: 0, complete: true };
    Object.assign(req, { method: 'POST', url: '/api/sessions', ...http });
    Object.assign(req.headers, { 'content-type': 'application/json', 'content-length': String(body.length) });
    req.push(body);
    req.push(null);
    const res = new ServerResponse(req);
    res.assignSocket(socket);
    res.once('finish', () => {
      const answer = Buffer.concat(written).toString();
      const isServed = answer.startsWith('HTTP/1.1 201') && answer.match(/^set-cookie:/gim)?.length === 2;
      if (isServed) resolve();
      else reject(new Error(`POST /api/sessions answers ${answer.split('\r\n', 1)[0]}`));
    });
    handler(req, res);
  });
