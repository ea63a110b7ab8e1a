// What is left out of the packages that the build bundles: parts that are never called here, and are loaded, published and
// parsed with them otherwise. Each is a module, the package that imports it, and the code in its place.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const leftOut = 'throw new Error("left out of this build")';

/** Of Redis, the client without pools, clusters and sentinels, and of its 400 commands those that it or we send. */
const redis = dirname(resolve('@redis/client'));
const redisClient = join(redis, 'lib/client');
const redisCommands = new Set([
  ...['EVAL', 'EVALSHA'],
  ...readdirSync(redisClient)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [
      ...readFileSync(join(redisClient, file), 'utf8').matchAll(/commands_1\.default\.(\w+)/g),
    ])
    .map(([, name]) => name),
]);

const parts = [
  {
    // A document is validated by a test: `quick: true` never does.
    module: /^openapi-schema-validator$/,
    of: /openapi-backend/,
    code: `module.exports = class { validate() { ${leftOut}; } };`,
  },
  {
    // Bodies are read as bytes.
    module: /^iconv-lite$/,
    of: /raw-body/,
    code: `exports.getDecoder = () => { ${leftOut}; };`,
  },
  {
    // Of an error of raw-body only `type` is read.
    module: /^http-errors$/,
    of: /raw-body/,
    code: 'module.exports = (status, message, more) => Object.assign(new Error(message), { status, ...more });',
  },
  {
    // Figures of its own process are not asked for.
    module: /^@opentelemetry\/api$/,
    of: /prom-client/,
    code: '',
  },
  {
    // Cookies of `verify` are of one host, whose name has two labels.
    module: /^tldts$/,
    of: /tough-cookie/,
    code: 'export const getDomain = (host) => /[^.]+\\.[^.]+$/.exec(host)?.[0] ?? null;',
  },
  {
    module: /^@redis\/client$/,
    of: /mock/,
    code: `export const createClient = require(${JSON.stringify(redisClient)}).default.create;`,
  },
  {
    module: /^\.\.\/commands$/,
    of: /@redis.client.dist.lib.client/,
    code: `exports.NON_STICKY_COMMANDS = {};
      exports.default = { ${[...redisCommands].map((name) => `${name}: require(${JSON.stringify(join(redis, 'lib/commands', name))}).default`)} };
      exports.default.eval = exports.default.EVAL; exports.default.evalSha = exports.default.EVALSHA;
      exports.__esModule = true;`,
  },
  {
    // For caches of the client, which it has none of.
    module: /^\.\/command-metadata-data$/,
    of: /@redis.client/,
    code: 'exports.COMMAND_METADATA = {};',
  },
  {
    // Certificates have no messages around them and no requests before them.
    module: /^@peculiar\/asn1-cms$/,
    of: /@peculiar.x509/,
    code: '',
  },
  {
    module: /^@peculiar\/asn1-pkcs9$/,
    of: /@peculiar.x509/,
    code: `export const id_pkcs9_at_extensionRequest = '1.2.840.113549.1.9.14';
      export const id_pkcs9_at_challengePassword = '1.2.840.113549.1.9.7';`,
  },
];

export const packageParts = {
  name: 'package-parts',
  setup(builder) {
    for (const [index, { module, of, code }] of parts.entries()) {
      builder.onResolve({ filter: module }, ({ path, importer, namespace }) =>
        of.test(importer) && namespace === 'file'
          ? { path: `${path} ${index}`, namespace: 'part' }
          : undefined,
      );
      builder.onLoad({ filter: new RegExp(` ${index}$`), namespace: 'part' }, () => ({
        contents: code,
        resolveDir: redis,
      }));
    }
  },
};
