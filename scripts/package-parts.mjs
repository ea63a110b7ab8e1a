// What is left out of the packages that the build bundles: parts that are never called here and would otherwise be
// loaded, published and parsed. Each is a module, the package that imports it, and the code in its place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const leftOut = 'throw new Error("left out of this build")';

/** Of Redis, the client and the cluster without pools and sentinels, and of the 400 commands those that they or we send. */
const redis = dirname(require.resolve('@redis/client'));
const redisCommands = { eval: 'EVAL', evalSha: 'EVALSHA', hello: 'HELLO', clusterSlots: 'CLUSTER_SLOTS' };
for (const file of ['lib/client/index.js', 'lib/cluster/index.js']) {
  const named = readFileSync(join(redis, file), 'utf8').matchAll(/commands_1\.default\.(\w+)/g);
  for (const [, name] of named) redisCommands[name] = name;
}
const { std } = require(join(redis, 'lib/command-metadata/command-metadata-data')).COMMAND_METADATA;
const sentByUs = { std: { eval: std.eval, evalsha: std.evalsha, hello: std.hello } };
const inRedis = (path) => `require(${JSON.stringify(join(redis, 'lib', path))})`;

const parts = [
  {
    // A document is validated by a test: `quick: true` never does.
    module: /^openapi-schema-validator$/,
    of: /openapi-backend/,
    code: `module.exports = class { validate() { ${leftOut}; } };`,
  },
  {
    // Metrics are counted here, and written by it.
    module: /^\.\/lib\/(?:counter|gauge|histogram|summary|pushgateway|bucketGenerators|defaultMetrics)$/,
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
    code: `export const RedisClient = ${inRedis('client')}.default;
      export const createClient = RedisClient.create;
      export const createCluster = ${inRedis('cluster')}.default.create;`,
  },
  {
    module: /^\.\.\/commands$/,
    of: /@redis.client.dist.lib.(?:client|cluster)/,
    code: `exports.__esModule = true;
      exports.default = exports.NON_STICKY_COMMANDS = { ${Object.entries(redisCommands).map(([name, file]) => `${name}: ${inRedis(`commands/${file}`)}.default`)} };`,
  },
  {
    module: /^\.\/command-metadata-data$/,
    of: /@redis.client/,
    code: `exports.COMMAND_METADATA = ${JSON.stringify(sentByUs)};`,
  },
  {
    // Only certificates are made: no CMS messages, no certificate requests.
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
