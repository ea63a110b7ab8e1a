// Loaded before a command that must not reach the network: a connection to anywhere else ends the process.
const net = require('node:net');

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [{ host = '127.0.0.1', path } = {}] = net._normalizeArgs(Array.isArray(args[0]) ? args[0] : args);
  if (path === undefined && !['127.0.0.1', 'localhost', '::1'].includes(host ?? '127.0.0.1')) {
    console.error(`A connection to ${host} was tried`);
    process.exit(99);
  }
  return connect.apply(this, args);
};
