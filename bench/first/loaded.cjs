// Preloaded into a program: reports the JavaScript that it has loaded when its parent asks.
const { statSync } = require('node:fs');

process.on('message', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  process.send({ files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) });
});
