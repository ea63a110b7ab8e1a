// Builds what is published: one CommonJS bundle of the emulator, an ES module that re-exports the same
// bundle (one instance, however it is loaded), the command line, the contract suite that it loads for
// `verify`, what test suites import, and the type declarations.
// Why a bundle: docs/decisions/0003-bundled-build.md.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { compiledValidators } from './compiled-validators.mjs';
import { jsonAsText } from './json-as-text.mjs';
import { lateRequires, requiredAtOnce } from './late-requires.mjs';
import { licencesOf } from './licences.mjs';
import { oneChunk } from './one-chunk.mjs';
import { packageParts } from './package-parts.mjs';
import { installLines } from './peers.mjs';
import { portableTypes } from './portable-types.mjs';
import { removeUnreachable } from './reachable-types.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { dependencies, peerDependenciesMeta } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const peers = Object.keys(peerDependenciesMeta);

/** Our ES modules share the one emulator, through its ES module. */
const emulatorStaysOutside = {
  name: 'emulator-stays-outside',
  setup(builder) {
    builder.onResolve({ filter: /^\.\.(\/\.\.)*\/mock\/index$/ }, () => ({
      path: '../mock/index.mjs',
      external: true,
    }));
  },
};

/** Classes of the platform, from scripts/node-globals.mjs. */
const platformClasses = [
  ...['AbortController', 'AbortSignal', 'Headers', 'ReadableStream'],
  ...['Request', 'Response', 'TextDecoder', 'structuredClone'],
];

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: Object.keys(dependencies),
  metafile: true,
  mainFields: ['module', 'main'], // of ES modules esbuild leaves out what is not used
  inject: ['scripts/node-globals.mjs'],
  define: Object.fromEntries(platformClasses.map((name) => [name, `platform.${name}`])),
  minifySyntax: true,
  logLevel: 'warning',
  legalComments: 'none',
};

rmSync(`${root}/dist`, { recursive: true, force: true });
mkdirSync(`${root}/dist/mock`, { recursive: true });

/** What test suites import, `vtex-session-mock/nock` and so on. The user's test tools are not bundled. */
const fixtures = [
  'fetch/index',
  'jest/global-setup',
  'jest/global-teardown',
  'jest/index',
  'nock/index',
  'playwright/global-setup',
  'playwright/index',
  'vitest/global-setup',
  'vitest/index',
  'worker/index',
  'worker/preload',
];

/** Bundled as ES modules, since Vitest and nock 15 are ES modules. `require` of them fails in Jest, and of Vitest everywhere. */
const modules = fixtures.filter((name) => /^(?:vitest|nock)\//.test(name));

/**
 * One build of all that is loaded by `require`, so that what two entry points share is one chunk: one emulator, however it
 * is loaded, and what is imported by `import()` is loaded when needed. esbuild splits ES modules only, so each
 * chunk is turned into CommonJS afterwards.
 */
const { metafile, outputFiles } = await build({
  ...common,
  format: 'esm',
  splitting: true,
  write: false,
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  external: [...common.external, ...peers],
  entryPoints: {
    'mock/index': 'mock/index.ts',
    'cli/main': 'cli/main.ts',
    'contracts/index': 'contracts/verify/index.ts',
    ...Object.fromEntries(fixtures.map((name) => [name, `fixtures/${name}.ts`])),
  },
  plugins: [jsonAsText, compiledValidators, lateRequires, packageParts, installLines(peers, 'cjs')],
});
const texts = new Map(
  outputFiles.map(({ path, text }) => [relative(root, path).replaceAll('\\', '/'), withErrorNames(text)]),
);

/** Error classes keep their names, which Node and test runners print. Keeping those of all functions would slow requests down. */
function withErrorNames(text) {
  const name = (given) => `static { Object.defineProperty(this, 'name', { value: '${given}' }); }`;
  return text.replace(
    /(?:class (\w+)|\b(\w+) = class(?: \w+)?) extends Error \{/g,
    (start, own, assigned) => `${start} ${name(own ?? assigned)}`,
  );
}

const asCommonJs = {
  format: 'cjs',
  platform: 'node',
  target: common.target,
  supported: { 'dynamic-import': false }, // `import()` of a chunk is a `require` that comes later
  legalComments: 'none',
};
/** What is loaded together is one file: the emulator, and the command line without what only some commands load. */
const places = new Map();
const together = {
  'dist/chunks/emulator.js': 'dist/mock/index.js',
  'dist/chunks/command.js': 'dist/cli/main.js',
};
for (const [outfile, entry] of Object.entries(together)) {
  const options = { ...asCommonJs, absWorkingDir: root, minify: true };
  const { outputs } = metafile;
  const { code, names } = await oneChunk({ entry, outputs, texts, outfile, without: places, options });
  for (const [path, name] of names) places.set(path, { file: outfile, name });
  written(outfile, code);
}
const others = [...texts].filter(([path]) => !places.has(path));
await Promise.all(
  others.map(async ([path, text]) => {
    const minify = text.length > 10_000; // what an error in a small file prints is readable
    const { code } = await transform(text, { ...asCommonJs, minify });
    written(path, code);
  }),
);
mkdirSync(`${root}/dist/cli`);
writeFileSync(
  `${root}/dist/cli/main.cjs`,
  '#!/usr/bin/env node\nrequire("../chunks/command.cjs").entry.main();\n',
);
copyFileSync(`${root}/scripts/in-jest.cjs`, `${root}/dist/chunks/in-jest.cjs`);

/** The code that loads the emulator, in a file of this folder. */
function emulatorFrom(folder) {
  const chunks = posix.relative(folder, 'dist/chunks') || '.';
  return `require(typeof jest === "object" ? "${chunks}/in-jest.cjs" : "${chunks}/emulator.cjs")`;
}

/** Writes a chunk, with the final file names of the other chunks. */
function written(path, code) {
  const linked = requiredAtOnce(code).replace(/require\("(\.[^"]*)\.js"\)/g, (_all, other) => {
    const place = places.get(posix.join(posix.dirname(path), `${other}.js`));
    if (place === undefined) return `require("${other}.cjs")`;
    const { file, name } = place;
    if (file.endsWith('/emulator.js')) return `${emulatorFrom(posix.dirname(path))}.${name}`;
    return `require("./${posix.basename(file, '.js')}.cjs").${name}`; // only chunks share something with the command line
  });
  const file = `${root}/${path.replace(/\.js$/, '.cjs')}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, linked);
}

/** The page of the console, beside the chunks that serve it. */
const page = await build({
  ...common,
  platform: 'browser',
  inject: [],
  define: {},
  target: 'es2022',
  format: 'esm',
  external: [],
  minify: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: 'dist/console',
  entryPoints: [
    { in: 'mock/console/page/main.tsx', out: 'console' },
    { in: 'mock/console/page/console.css', out: 'console' },
  ],
});
copyFileSync(`${root}/mock/console/page/index.html`, `${root}/dist/console/index.html`);

const esModules = await Promise.all(
  modules.map((name) =>
    build({
      ...common,
      format: 'esm',
      outfile: `dist/${name}.mjs`,
      external: [...common.external, ...peers],
      entryPoints: [`fixtures/${name}.ts`],
      plugins: [emulatorStaysOutside, installLines(peers, 'esm')],
    }),
  ),
);

/** Types of entry points that only a test runner can load. */
const exportsOf = { 'jest/index': ['sessionMatchers', 'useSessionManager'] };

/** `dist/{name}.mjs`: re-exports the CommonJS file of that name. */
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

/**
 * `require` of the package loads the emulator at its first use: a test file that imports but does not use it does not
 * wait.
 */
const emulatorNames = Object.keys(createRequire(import.meta.url)(`${root}/dist/chunks/emulator.cjs`).entry);
writeFileSync(
  `${root}/dist/mock/index.cjs`,
  `const load = () => ${emulatorFrom('dist/mock')}.entry;
const createSessionManager = (options) => load().createSessionManager(options);
Object.defineProperty(exports, '__esModule', { value: true });
for (const name of ${JSON.stringify(emulatorNames)})
  Object.defineProperty(exports, name, {
    enumerable: true,
    get: () => (name === 'createSessionManager' ? createSessionManager : load()[name]),
  });
`,
);
esModuleDoor('mock/index');
esModuleTypes('mock/index', 'mock/index');
for (const name of fixtures) {
  const isDoor = name.endsWith('/index') && name !== 'worker/index' && !modules.includes(name);
  if (isDoor) esModuleDoor(name);
  if (isDoor || modules.includes(name)) esModuleTypes(name, `fixtures/${name}`);
}
await import('./behaviours.mjs');
const { assumptionsFileSchema } = createRequire(import.meta.url)(`${root}/dist/contracts/index.cjs`);
writeFileSync(
  `${root}/fixtures/session-manager.assumptions.schema.json`,
  `${JSON.stringify(assumptionsFileSchema, undefined, 2)}\n`,
);
writeFileSync(
  `${root}/dist/config.schema.json`,
  execFileSync(process.execPath, [`${root}/dist/cli/main.cjs`, 'config', '--schema'], { cwd: root }),
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
for (const name of modules.filter((name) => name.startsWith('vitest/'))) {
  const types = `${root}/dist/${name}.d.mts`;
  writeFileSync(types, `import './types.mjs';\n${readFileSync(types, 'utf8')}`);
}
removeUnreachable(
  `${root}/dist/types`,
  ['mock/index', ...fixtures.map((name) => `fixtures/${name}`), 'fixtures/vitest/types']
    .map((name) => `${root}/dist/types/${name}.d.ts`)
    .filter((file) => existsSync(file)),
);
portableTypes(`${root}/dist/types`);
// Written last: for build-if-stale.mjs it marks a complete build.
writeFileSync(
  `${root}/dist/THIRD-PARTY-LICENCES.txt`,
  licencesOf([metafile, page.metafile, ...esModules.map((built) => built.metafile)], root),
);
