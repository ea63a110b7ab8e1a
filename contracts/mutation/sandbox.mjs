// Loads emulator and suite out of Stryker's sandbox, apart from each other: the emulator is made anew for each mutant,
// since mutants also sit in what runs while a module loads, and the suite stays.
import * as crypto from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { yamlAsData } from '../../scripts/yaml-as-data.mjs';

/** @param folder the sandbox: a copy of the project with every mutant in it, switched off */
export async function openSandbox(folder) {
  const [emulator, suite] = await Promise.all([
    bundled(folder, 'mock/index.ts', []),
    bundled(folder, 'contracts/mutation/suite.ts', [leftOutside]),
  ]);
  const requireThere = createRequire(`${folder}/package.json`);
  compileOnce(requireThere('ajv').Ajv);
  const cryptoAsUsual = readKeysOnce();
  let current = {};
  const ports = openPorts();
  const instead = {
    [emulatorId]: new Proxy({}, { get: (_, name) => current[name] }),
    [portsId]: ports,
  };
  const { suite: testsOf } = evaluated(suite, (id) => instead[id] ?? requireThere(id));
  return {
    /** @throws what the emulator's modules throw while they load */
    load() {
      current = evaluated(emulator, (id) => (id === 'node:crypto' ? cryptoAsUsual : requireThere(id)));
    },
    tests: testsOf,
    /** To be called between two tests. */
    rest: () => ports.takeBack(),
  };
}

const emulatorId = 'the emulator';
const portsId = 'ports';

const leftOutside = {
  name: 'left-outside',
  setup(builder) {
    builder.onResolve({ filter: /\/mock\/index$/ }, () => ({ path: emulatorId, external: true }));
    builder.onResolve({ filter: /^\.\/served$/ }, () => ({ path: portsId, external: true }));
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

/** Instead of contracts/targets/served.ts: to open a port takes longer than a behaviour, so that they are used again. */
function openPorts() {
  const idle = [];
  const lent = new Map();
  return {
    async serverOf(handler) {
      const server = lent.get(handler) ?? idle.pop() ?? newServer();
      server.lentTo = handler;
      lent.set(handler, server);
      if (!server.listening) await once(server, 'listening');
      return server;
    },
    /** Not now: an answer may still be under way. */
    closeServerOf: async () => undefined,
    takeBack() {
      idle.push(...lent.values());
      lent.clear();
    },
  };
}

function newServer() {
  const server = createServer((req, res) => server.lentTo(req, res));
  server.keepAliveTimeout = 0;
  return server.listen(0, '127.0.0.1').unref();
}

/**
 * Every emulator compiles the same few schemas, which costs more than all else in a behaviour. What a schema compiles
 * to hangs on nothing but its text, as long as it refers to no other; and what validates, on its options.
 */
function compileOnce(ajv) {
  const { compile } = ajv.prototype;
  const compiled = new Map();
  const validators = new Map();
  ajv.prototype.compile = function (schema, ...others) {
    const text = JSON.stringify([schema, Object.entries(this.opts).filter(([, value]) => value === true)]);
    if (text.includes('"$ref"')) return compile.call(this, schema, ...others);
    return remembered(compiled, text, () => compile.call(this, schema, ...others));
  };
  ajv.default = new Proxy(ajv.default, {
    construct: (Validator, [options]) =>
      remembered(validators, JSON.stringify(options), () => new Validator(options)),
  });
}

/** The suite gives all its emulators keys as text, and to read one takes long. */
function readKeysOnce() {
  const keys = new Map();
  const createPrivateKey = (key) =>
    typeof key === 'string'
      ? remembered(keys, key, () => crypto.createPrivateKey(key))
      : crypto.createPrivateKey(key);
  return { ...crypto, createPrivateKey };
}

function remembered(known, name, make) {
  const value = known.get(name) ?? make();
  known.set(name, value);
  return value;
}
