import { createRequire } from 'node:module';
import { tellPort } from './child.mjs';
const require = createRequire(import.meta.url);
const { packagePath } = require('../package-under-test.cjs');
const { createSessionManager } = require(packagePath);
const j = process.env.ZZ_JOURNAL === 'off' ? {} : { journal: process.env.ZZ_JOURNAL === '0' ? false : Number(process.env.ZZ_JOURNAL) };
const { port } = await createSessionManager(j).listen({ port: 0, host: '127.0.0.1' });
tellPort(port);
