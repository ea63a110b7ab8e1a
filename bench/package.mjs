// What is downloaded and installed: the tarball as npm packs it, and without what only documents, MCP and the console need.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { outputOf } from './children.mjs';
import { spread } from './statistics.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const apart = /^dist\/(?:console\/|chunks\/(?:documents|mcp)-)/;

/** The published files that are reached without documents, MCP and console. */
function kept(files) {
  const isKept = new Set(files.filter((file) => !/^dist\/chunks\//.test(file) && !apart.test(file)));
  for (const file of isKept) {
    if (!/\.[cm]js$/.test(file)) continue;
    for (const [, path] of readFileSync(join(root, file), 'utf8').matchAll(/"(\.[^"]*\.c?js)"/g)) {
      const other = posix.join(posix.dirname(file), path);
      if (files.includes(other) && !apart.test(other)) isKept.add(other);
    }
  }
  return [...isKept];
}

async function packedSize(files) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-package-'));
  try {
    const tar = join(folder, 'files.tar');
    await outputOf('tar', ['-cf', tar, '-C', root, ...files]);
    return gzipSync(readFileSync(tar), { level: 9 }).length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What npm would pack, and the number of packages installed with it. */
export async function packed() {
  const args = ['pack', '--json', '--ignore-scripts', '--dry-run'];
  const [tarball] = JSON.parse(await outputOf('npm', args, { cwd: root }));
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const installed = Object.values(packages).filter(
    ({ dev, peer, devOptional }) => !(dev || peer || devOptional),
  );
  return { ...tarball, installed: installed.length };
}

export async function measurePackage() {
  const { size, unpackedSize, files, installed } = await packed();
  const keptFiles = kept(files.map(({ path }) => path));
  const keptSize = files
    .filter(({ path }) => keptFiles.includes(path))
    .reduce((sum, file) => sum + file.size, 0);
  return {
    'package.packed': spread([size / 1000]),
    'package.packedApart': spread([(await packedSize(keptFiles)) / 1000]),
    'package.unpacked': spread([unpackedSize / 1e6]),
    'package.unpackedApart': spread([keptSize / 1e6]),
    'package.installed': spread([installed]),
  };
}
