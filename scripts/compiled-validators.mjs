// Modules named `*.compiled.ts` make validators with ajv, which takes longer to load than all our code. The build runs
// such a module and replaces it by the code that ajv generated: `validators`, with the same names. Jest does the same in
// jest-compiled.cjs, for which this file, run with the path of such a module, prints the code and its sources.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { jsonAsText } from './json-as-text.mjs';

export const compiledValidators = {
  name: 'compiled-validators',
  setup(builder) {
    /**
     * Each validator is a module, so that esbuild leaves out the parts of its schema that its code does not use. Those with the
     * same code are one.
     */
    const generated = new Map();
    builder.onLoad({ filter: /\.compiled\.ts$/ }, async ({ path }) => {
      const { validators, ajvOf } = (await evaluatedOnce(path)).exports;
      const entries = Object.entries(validators).map(([name, validate], index) => {
        const contents = standaloneCode.default(ajvOf(validate), validate);
        const id = createHash('sha1').update(contents).digest('hex').slice(0, 12);
        generated.set(id, { contents, resolveDir: dirname(path) });
        return {
          line: `import validate${index} from ${JSON.stringify(`generated:${id}`)};`,
          member: `${JSON.stringify(name)}: validate${index}`,
        };
      });
      const lines = entries.map(({ line }) => line).join('\n');
      return { contents: `${lines}\nexport const validators = { ${entries.map(({ member }) => member)} };` };
    });
    builder.onResolve({ filter: /^generated:/ }, ({ path }) => ({ path, namespace: 'generated' }));
    builder.onLoad({ filter: /.*/, namespace: 'generated' }, ({ path }) =>
      generated.get(path.replace(/^generated:/, '')),
    );
  },
};

const evaluations = new Map();

function evaluatedOnce(path) {
  const evaluation = evaluations.get(path) ?? evaluated(path);
  evaluations.set(path, evaluation);
  return evaluation;
}

/** What the module exports and the files that it is made of, with ajv outside of the bundle: the code generator must be of the same copy. */
async function evaluated(path) {
  const { outputFiles, metafile } = await build({
    entryPoints: [path],
    metafile: true,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['ajv', 'ajv/*', 'express'],
    plugins: [jsonAsText, openapiSchemaValidatorIsUnused],
    logLevel: 'warning',
  });
  const module = { exports: {} };
  const load = new Function('module', 'exports', 'require', '__dirname', outputFiles[0].text);
  load(module, module.exports, createRequire(import.meta.url), dirname(path));
  if (typeof module.exports.ajvOf !== 'function')
    throw new TypeError(`${basename(path)} does not export ajvOf`);
  return { exports: module.exports, inputs: ownInputs(metafile) };
}

/** Absolute paths; packages left out. */
function ownInputs({ inputs }) {
  return Object.keys(inputs)
    .filter((input) => !/^[\w-]+:|(?:^|\/)node_modules\//.test(input))
    .map((input) => resolve(input));
}

/** openapi-backend loads it at start and never calls it in `quick` mode. */
const openapiSchemaValidatorIsUnused = {
  name: 'openapi-schema-validator-is-unused',
  setup(builder) {
    builder.onResolve({ filter: /^openapi-schema-validator$/ }, () => ({ path: 'x', namespace: 'unused' }));
    builder.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = class {};' }));
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path] = process.argv.slice(2);
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    minify: true,
    plugins: [compiledValidators],
    logLevel: 'warning',
  });
  const { inputs } = await evaluatedOnce(path);
  process.stdout.write(JSON.stringify({ code: outputFiles[0].text, inputs }));
}
