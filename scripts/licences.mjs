// Collects the licences of the bundled packages, as their terms require.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** @param metafiles esbuild's, of every bundle that is published */
export function licencesOf(metafiles, root) {
  const packages = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const file of Object.keys(inputs)) {
        const [, name] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
        if (name) packages.add(name);
      }
    }
  }
  return [...packages]
    .sort()
    .map((folder) => licenceOf(`${root}/${folder}`))
    .join('\n\n');
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file
    ? readFileSync(`${folder}/${file}`, 'utf8').trim()
    : '(the package carries no licence text)';
  return `== ${name} ${version} (${license})\n\n${text}`;
}
