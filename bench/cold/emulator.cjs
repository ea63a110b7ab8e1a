// A script of a user: loads the emulator and listens.
const { packagePath } = require('../package-under-test.cjs');
const { createSessionManager } = require(packagePath);

createSessionManager()
  .listen({ port: 0, host: '127.0.0.1' })
  .then(({ url }) => console.log(`listening on ${url}`));
