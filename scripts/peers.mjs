// esbuild plugins for the test tools that users install: if an import of fixtures/ fails, its error says how to install
// the tool.
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The names that ES modules of fixtures/ import. */
const names = { vitest: ['afterAll', 'afterEach', 'beforeAll', 'expect'], nock: ['default'] };

/** @param format of the module that is built */
export const installLines = (peers, format) => ({
  name: 'install-lines',
  setup(builder) {
    const isPeer = new RegExp(`^(?:${peers.join('|')})$`);
    builder.onResolve({ filter: isPeer }, ({ path, namespace }) =>
      namespace === 'peer' ? { path, external: true } : { path, namespace: 'peer' },
    );
    builder.onLoad({ filter: /.*/, namespace: 'peer' }, ({ path: tool }) => ({
      resolveDir: root,
      contents: format === 'esm' ? imported(tool) : required(tool),
    }));
  },
});

const errors = "'./fixtures/places/peer.ts'";

const required = (tool) => `
  try { module.exports = require('${tool}'); } catch (error) {
    throw require(${errors}).peerError('${tool}', error);
  }
  require(${errors}).warnOfOlder('${tool}', () => require('${tool}/package.json'));`;

const imported = (tool) => `
  import { createRequire } from 'node:module';
  import { peerError, warnOfOlder } from ${errors};
  const loaded = await import('${tool}').catch((error) => { throw peerError('${tool}', error); });
  warnOfOlder('${tool}', () => createRequire(import.meta.url)('${tool}/package.json'));
  ${names[tool].map((name) => (name === 'default' ? 'export default loaded.default;' : `export const ${name} = loaded.${name};`)).join(' ')}`;
