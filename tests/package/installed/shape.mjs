// What publint and arethetypeswrong say of a tarball, as JSON. A process of its own: both are ES modules.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const tarball = new Uint8Array(readFileSync(process.argv[2]));
const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
const { problems, entrypoints } = await checkPackage(createPackageFromTarballData(tarball));
console.log(
  JSON.stringify({
    publint: messages.map(({ type, code, path }) => `${type} ${code} at ${path.join('.')}`),
    types: problems.map(({ kind, ...where }) => `${kind} ${JSON.stringify(where)}`),
    entries: Object.keys(entrypoints),
  }),
);
