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
  const byTerms = new Map();
  for (const { head, terms } of [...packages].sort().map((folder) => licenceOf(`${root}/${folder}`))) {
    const key = terms.replace(/\s+/g, ' ');
    const known = byTerms.get(key) ?? { heads: [], terms };
    known.heads.push(head);
    byTerms.set(key, known);
  }
  return [...byTerms.values()].map(({ heads, terms }) => `${heads.join('\n\n')}\n\n${terms}`).join('\n\n');
}

/** A package with its copyright notices, and its terms, which many packages share. */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file
    ? readFileSync(`${folder}/${file}`, 'utf8').trim()
    : '(the package carries no licence text)';
  const lines = text.split(/\r?\n/);
  const isNotice = (line) => /^\s*copyright (?:\(c\)|©|\d)/i.test(line);
  const head = [`== ${name} ${version} (${license})`, ...lines.filter(isNotice)].join('\n');
  return {
    head,
    terms: lines
      .filter((line) => !isNotice(line))
      .join('\n')
      .trim(),
  };
}
