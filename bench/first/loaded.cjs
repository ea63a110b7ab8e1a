// The JavaScript that a program has loaded. Preloaded into one, this reports it when its parent asks.
const { statSync } = require('node:fs');

/** @param before files that do not count */
exports.loaded = (before = [__filename]) => {
  const files = Object.keys(require.cache).filter((file) => !before.includes(file));
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
};

process.on('message', () => process.send(exports.loaded()));
