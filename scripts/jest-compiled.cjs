// Lets tests of the source load validators as the build does: the code that ajv generated. Loading ajv and openapi-backend and
// compiling the schemas takes longer than all our code, and would happen in each test file.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '..');
const generator = join(__dirname, 'compiled-validators.mjs');

/** The sources of such modules besides themselves. Jest caches the code until one of them changes. */
const sources = [
  ...['mock/server', 'fixtures/openapi'].flatMap((folder) => filesIn(folder)),
  'fixtures/accounts/account.schema.json',
  'scripts/compiled-validators.mjs',
  'package-lock.json',
];

function filesIn(folder) {
  return readdirSync(join(root, folder))
    .filter((name) => /(?<!\.test)\.(?:ts|yaml)$/.test(name))
    .map((name) => `${folder}/${name}`);
}

module.exports = {
  process(_text, path) {
    const printed = execFileSync(process.execPath, [generator, path], {
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
    });
    const { code, inputs } = JSON.parse(printed);
    const others = inputs.filter((input) => input !== path).map((input) => relative(root, input));
    const unknown = others.filter((input) => !sources.includes(input));
    if (unknown.length > 0) throw new Error(`add to sources in ${__filename}: ${unknown.join(', ')}`);
    return { code };
  },
  getCacheKey(text, path) {
    const hash = createHash('sha1').update(path).update(text);
    for (const source of sources) hash.update(readFileSync(join(root, source)));
    return hash.digest('hex');
  },
};
