// The emulator as it is published: the built package, behind its own `listen()`.
import { createRequire } from 'node:module';
import { reportPort } from './child.mjs';

const require = createRequire(import.meta.url);
const { packagePath } = require('../package-under-test.cjs');
const { createSessionManager } = require(packagePath);

const { port } = await createSessionManager().listen({ port: 0, host: '127.0.0.1' });
reportPort(port);
