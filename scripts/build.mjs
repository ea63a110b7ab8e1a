// Builds what is published: one CommonJS bundle of the emulator, an ES module door to the same
// bundle (one instance, whichever way it is loaded), the command line, the contract suite that it loads for
// `verify`, what test suites import, and the type declarations.
// Why a bundle: docs/decisions/0003-bundled-build.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';
import { yamlAsData } from './yaml-as-data.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { dependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

/** openapi-backend loads its document validator at start, though `quick: true` never calls it. */
const withoutDocumentValidator = {
  name: 'without-document-validator',
  setup(builder) {
    builder.onResolve({ filter: /^openapi-schema-validator$/ }, () => ({
      path: 'openapi-schema-validator',
      namespace: 'left-out',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'module.exports = class { validate() { throw new Error("left out of this build"); } };',
    }));
  },
};

/**
 * Bundles know each other by their doors: the command line and the contract suite use the emulator through its public
 * one, so that there is one emulator; the command line loads the suite when it needs it.
 */
const doorsStayOutside = {
  name: 'doors-stay-outside',
  setup(builder) {
    const outside = (path) => () => ({ path, external: true });
    builder.onResolve({ filter: /^\.\.(\/\.\.)*(\/mock)?\/index$/ }, outside('../mock/index.cjs'));
    builder.onResolve({ filter: /\/contracts\/verify\/index$/ }, outside('../contracts/index.cjs'));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: Object.keys(dependencies),
  metafile: true,
  minifySyntax: true,
  logLevel: 'warning',
  legalComments: 'none',
};

rmSync(`${root}/dist`, { recursive: true, force: true });
mkdirSync(`${root}/dist/mock`, { recursive: true });

/** What test suites import, `vtex-session-mock/nock` and so on. Their tools are theirs: none of those is bundled. */
const fixtures = ['nock/index', 'jest/index', 'jest/global-setup', 'jest/global-teardown'];

const [emulator, cli, suite, ...imported] = await Promise.all([
  build({
    ...common,
    entryPoints: ['mock/index.ts'],
    outfile: 'dist/mock/index.cjs',
    plugins: [yamlAsData, withoutDocumentValidator],
  }),
  build({
    ...common,
    entryPoints: ['mock/cli/main.ts'],
    outfile: 'dist/cli/main.cjs',
    plugins: [yamlAsData, doorsStayOutside],
    // its main file is UMD, which esbuild cannot look into
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...common,
    entryPoints: ['contracts/verify/index.ts'],
    outfile: 'dist/contracts/index.cjs',
    plugins: [yamlAsData, doorsStayOutside],
  }),
  ...fixtures.map((name) =>
    build({
      ...common,
      external: [...common.external, 'nock', '@jest/globals'],
      entryPoints: [`fixtures/${name}.ts`],
      outfile: `dist/${name}.cjs`,
      plugins: [doorsStayOutside],
    }),
  ),
]);

/** Of what only a test runner can load. */
const exportsOf = { 'jest/index': ['sessionMatchers', 'useSessionManager'] };

/** `dist/{name}.mjs` and its types: a door to the CommonJS file of that name. */
function esModuleDoor(name, source) {
  const names = exportsOf[name] ?? Object.keys(createRequire(import.meta.url)(`${root}/dist/${name}.cjs`));
  const file = posix.basename(name);
  const up = '../'.repeat(name.split('/').length - 1);
  writeFileSync(
    `${root}/dist/${name}.mjs`,
    `import cjs from './${file}.cjs';\nexport const { ${names.join(', ')} } = cjs;\nexport default cjs;\n`,
  );
  writeFileSync(`${root}/dist/${name}.d.mts`, `export * from '${up}types/${source}.js';\n`);
}

esModuleDoor('mock/index', 'mock/index');
for (const name of fixtures) if (name.endsWith('/index')) esModuleDoor(name, `fixtures/${name}`);
writeFileSync(
  `${root}/dist/THIRD-PARTY-LICENCES.txt`,
  licencesOf(
    [emulator, cli, suite, ...imported].map(({ metafile }) => metafile),
    root,
  ),
);
execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
  cwd: root,
  stdio: 'inherit',
});
