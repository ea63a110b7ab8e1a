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
const { dependencies, peerDependenciesMeta } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const peers = Object.keys(peerDependenciesMeta);

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
    const emulator = builder.initialOptions.format === 'esm' ? '../mock/index.mjs' : '../mock/index.cjs';
    builder.onResolve({ filter: /^\.\.(\/\.\.)*(\/mock)?\/index$/ }, outside(emulator));
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
const fixtures = [
  'fetch/index',
  'jest/global-setup',
  'jest/global-teardown',
  'jest/index',
  'nock/index',
  'playwright/index',
  'vitest/global-setup',
  'vitest/index',
];

/** Of these the ES module is no door but a bundle: Vitest has ES modules only, and whoever requires it is told so by it. */
const modules = fixtures.filter((name) => name.startsWith('vitest/'));

const [emulator, cli, suite, ...imported] = await Promise.all([
  build({
    ...common,
    entryPoints: ['mock/index.ts'],
    outfile: 'dist/mock/index.cjs',
    plugins: [yamlAsData, withoutDocumentValidator],
  }),
  build({
    ...common,
    entryPoints: ['cli/main.ts'],
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
  ...fixtures.map((name) => importedBySuites(name, { format: 'cjs', outfile: `dist/${name}.cjs` })),
  ...modules.map((name) => importedBySuites(name, { format: 'esm', outfile: `dist/${name}.mjs` })),
]);

function importedBySuites(name, output) {
  return build({
    ...common,
    ...output,
    external: [...common.external, ...peers],
    entryPoints: [`fixtures/${name}.ts`],
    plugins: [doorsStayOutside],
  });
}

/** Of what only a test runner can load. */
const exportsOf = { 'jest/index': ['sessionMatchers', 'useSessionManager'] };

/** `dist/{name}.mjs`: a door to the CommonJS file of that name. */
function esModuleDoor(name) {
  const names = exportsOf[name] ?? Object.keys(createRequire(import.meta.url)(`${root}/dist/${name}.cjs`));
  const file = posix.basename(name);
  writeFileSync(
    `${root}/dist/${name}.mjs`,
    `import cjs from './${file}.cjs';\nexport const { ${names.join(', ')} } = cjs;\nexport default cjs;\n`,
  );
}

/** The types of an ES module: those of the CommonJS file. */
function esModuleTypes(name, source) {
  const up = '../'.repeat(name.split('/').length - 1);
  writeFileSync(`${root}/dist/${name}.d.mts`, `export * from '${up}types/${source}.js';\n`);
}

esModuleDoor('mock/index');
esModuleTypes('mock/index', 'mock/index');
for (const name of fixtures) {
  const isDoor = name.endsWith('/index') && !modules.includes(name);
  if (isDoor) esModuleDoor(name);
  if (isDoor || modules.includes(name)) esModuleTypes(name, `fixtures/${name}`);
}
const { assumptionsFileSchema } = createRequire(import.meta.url)(`${root}/dist/contracts/index.cjs`);
writeFileSync(
  `${root}/fixtures/session-manager.assumptions.schema.json`,
  `${JSON.stringify(assumptionsFileSchema, undefined, 2)}\n`,
);
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

/**
 * What adds to Vitest's own types adds to those of its ES module, which only a file of an ES module names: in a
 * CommonJS one, `declare module 'vitest'` is about a file that does no more than re-export them.
 */
const added = readFileSync(`${root}/dist/types/fixtures/vitest/types.d.ts`, 'utf8').replace(
  /from '(\.[^']+)'/g,
  (_all, path) => `from '../types/${posix.join('fixtures/vitest', path)}.js'`,
);
writeFileSync(`${root}/dist/vitest/types.d.mts`, added);
for (const name of modules) {
  const types = `${root}/dist/${name}.d.mts`;
  writeFileSync(types, `import './types.mjs';\n${readFileSync(types, 'utf8')}`);
}
