// Sends one request to the server of this process, prints when it was answered, and exits.
const http = require('node:http');

exports.askOnce = (port) => {
  const headers = { 'Content-Type': 'application/json' };
  const options = { host: '127.0.0.1', port, method: 'POST', path: '/api/sessions', headers };
  const request = http.request(options, (response) => {
    response.resume();
    response.once('end', () => {
      const answeredAt = performance.now(); // since the process started
      const isServed = response.statusCode === 201 && response.headers['set-cookie']?.length === 2;
      if (!isServed) throw new Error(`POST /api/sessions answers ${response.statusCode}`);
      process.stdout.write(String(answeredAt), () => process.exit());
    });
  });
  request.end('{"public":{"country":{"value":"BRA"},"postalCode":{"value":"01310100"}}}');
};
