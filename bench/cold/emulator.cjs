// A user's test process: loads the emulator, listens, gets its first session.
const { packagePath } = require('../package-under-test.cjs');
const { createSessionManager } = require(packagePath);
const { askOnce } = require('./ask.cjs');

createSessionManager()
  .listen({ port: 0, host: '127.0.0.1' })
  .then(({ port }) => askOnce(port));
