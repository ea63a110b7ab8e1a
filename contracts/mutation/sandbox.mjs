// Loads emulator and suite out of Stryker's sandbox, apart from each other: the emulator is made anew for each mutant,
// since mutants also sit in what runs while a module loads, and the suite stays.
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { yamlAsData } from '../../scripts/yaml-as-data.mjs';

/** @param folder the sandbox: a copy of the project with every mutant in it, switched off */
export async function openSandbox(folder) {
  const [emulator, suite] = await Promise.all([
    bundled(folder, 'mock/index.ts', []),
    bundled(folder, 'contracts/mutation/suite.ts', [emulatorApart]),
  ]);
  const requireThere = createRequire(`${folder}/package.json`);
  compileOnce(requireThere('ajv').Ajv.prototype);
  let current = {};
  const door = new Proxy({}, { get: (_, name) => current[name] });
  const { suite: testsOf } = evaluated(suite, (id) => (id === emulatorId ? door : requireThere(id)));
  return {
    /** @throws what the emulator's modules throw while they load */
    load() {
      current = evaluated(emulator, requireThere);
    },
    tests: testsOf,
  };
}

const emulatorId = 'the emulator';

const emulatorApart = {
  name: 'emulator-apart',
  setup(builder) {
    builder.onResolve({ filter: /\/mock\/index$/ }, () => ({ path: emulatorId, external: true }));
  },
};

async function bundled(folder, entryPoint, plugins) {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    plugins: [yamlAsData, ...plugins],
    logLevel: 'error',
  });
  const [{ text }] = outputFiles;
  return new Script(`(function (module, exports, require) {${text}\n})`, { filename: entryPoint });
}

function evaluated(script, require) {
  const module = { exports: {} };
  script.runInThisContext()(module, module.exports, require);
  return module.exports;
}

/**
 * Every emulator compiles the same few schemas, which costs more than all else in a behaviour. What a schema compiles
 * to hangs on nothing but its text, as long as it refers to no other.
 */
function compileOnce(ajv) {
  const compile = ajv.compile;
  const known = new Map();
  ajv.compile = function (schema, ...others) {
    const text = JSON.stringify([schema, Object.entries(this.opts).filter(([, value]) => value === true)]);
    if (text.includes('"$ref"')) return compile.call(this, schema, ...others);
    const compiled = known.get(text) ?? compile.call(this, schema, ...others);
    known.set(text, compiled);
    return compiled;
  };
}
