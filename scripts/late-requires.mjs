// `require('./file')` in our TypeScript loads a module synchronously when that line is reached, where `import()` would be
// too late. ES modules, which esbuild splits, have no such thing, so the build writes `import()` in its place, and turns it
// into `require` again once the chunks are CommonJS.
import { readFileSync } from 'node:fs';

const marker = '__required';

export const lateRequires = {
  name: 'late-requires',
  setup(builder) {
    builder.onLoad({ filter: /(?:mock|cli|fixtures)[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('require(')) return undefined;
      return { loader: 'ts', contents: text.replace(/\brequire\(('\.[^']+')\)/g, `${marker}(import($1))`) };
    });
  },
};

/** @param code of a chunk that esbuild made CommonJS */
export function requiredAtOnce(code) {
  const promised =
    /__required\(Promise\.resolve\(\)\.then\(\(\) ?=> ?(?:[\w$]+\()?(require\("[^"]+"\))\)?\)\)/g;
  const made = code.replace(promised, '$1');
  if (made.includes(marker))
    throw new Error(`esbuild writes import() in another way: ${made.slice(made.indexOf(marker), 200)}`);
  return made;
}
