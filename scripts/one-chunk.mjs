// Makes one file of the chunks that an entry point always loads together. esbuild has a chunk for each set of entry points
// that share something, about ten here, and a file costs about a millisecond to find and read, more in Jest.
import { posix } from 'node:path';
import { build } from 'esbuild';

/**
 * @param outputs of esbuild's metafile, whose paths begin with `dist/`
 * @param texts the ES modules by their paths
 * @param without the paths of chunks that another such file has
 * @param options for esbuild
 * @returns the code, and the new place of each of its chunks: the path of the file and a name that it exports
 */
export async function oneChunk({ entry, outputs, texts, outfile, without, options }) {
  const chunks = [...loadedBy(entry, outputs)].filter((path) => !without.has(path));
  const names = new Map(chunks.map((path, index) => [path, index === 0 ? 'entry' : `chunk${index}`]));
  const pathOf = (path, from) => posix.join(posix.dirname(from), path);
  const inMemory = {
    name: 'in-memory',
    setup(builder) {
      builder.onResolve({ filter: /^\.|^dist\// }, ({ path, importer }) => {
        const whole = importer.startsWith('dist/') ? pathOf(path, importer) : path;
        if (names.has(whole)) return { path: whole, namespace: 'chunk' };
        return { path: `./${posix.relative(posix.dirname(outfile), whole)}`, external: true };
      });
      builder.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({ contents: texts.get(path) }));
    },
  };
  const lines = chunks.map((path) => `export * as ${names.get(path)} from '${path}';`);
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: lines.join('\n'), resolveDir: options.absWorkingDir },
    bundle: true,
    write: false,
    outfile,
    plugins: [inMemory],
  });
  return { code: outputFiles[0].text, names };
}

/** An entry point, and the chunks that it imports, directly or not, without `import()`. */
function loadedBy(entry, outputs) {
  const found = new Set([entry]);
  for (const path of found) {
    for (const { path: next, kind, external } of outputs[path].imports) {
      if (kind === 'import-statement' && !external) found.add(next);
    }
  }
  return found;
}
