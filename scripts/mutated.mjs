// Puts one mutant into the source text while esbuild reads it. This is the only switch there is: the emulator has no
// option, variable or branch for it, and scripts/build.mjs does not know this file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function mutated({ name, file, find, replace }, root) {
  const wanted = join(root, file);
  return {
    name: `mutant-${name}`,
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path !== wanted) return undefined;
        const parts = readFileSync(path, 'utf8').split(find);
        if (parts.length !== 2)
          throw new Error(`${name}: ${file} has its text ${parts.length - 1} times, not once`);
        return { contents: parts.join(replace), loader: 'ts' };
      });
    },
  };
}
