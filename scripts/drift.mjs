// Applies a named drift (contracts/drift/) to the source of the emulator while esbuild reads it. The emulator has no
// option, variable or branch for drifts, and scripts/build.mjs does not import this file.
// Why syntax and not text: docs/decisions/0006-drift-mutants.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Lang, parse } from '@ast-grep/napi';

/** The emulator's source files, tests excluded. */
export function sourcesOf(root) {
  return readdirSync(join(root, 'mock'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/\btesting\b/.test(name))
    .map((name) => {
      const path = join(root, 'mock', name);
      const text = readFileSync(path, 'utf8');
      return { path, shown: relative(root, path), text, tree: parse(Lang.TypeScript, text).root() };
    });
}

/**
 * The one file that a drift changes, and its new contents.
 * @throws when the drift matches no place in the sources, or more than one
 */
export function applied(drift, sources) {
  const places = sources.flatMap((source) => nodesOf(drift, source).map((node) => ({ source, node })));
  if (places.length !== 1) {
    const where = places.map(({ source, node }) => `${source.shown}:${node.range().start.line + 1}`);
    const { name, wrap, text, find } = drift;
    throw new Error(
      `${name}: ${wrap ?? text ?? find} matches ${places.length} places under mock/, not one: ${where.join(', ')}`,
    );
  }
  const [{ source, node }] = places;
  return { path: source.path, contents: changed(drift, source.tree, node) };
}

/** An esbuild plugin. */
export function driftPlugin(drift, sources) {
  const { path: wanted, contents } = applied(drift, sources);
  return {
    name: `drift-${drift.name}`,
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) =>
        path === wanted ? { contents, loader: 'ts' } : undefined,
      );
    },
  };
}

function nodesOf({ wrap, text, find, in: place }, source) {
  if (wrap !== undefined) {
    if (!source.text.includes(wrap)) return [];
    const has = { field: 'name', regex: `^${wrap}$` };
    return source.tree.findAll({
      rule: {
        any: [
          { kind: 'function_declaration', has },
          { kind: 'variable_declarator', has },
        ],
      },
    });
  }
  if (text !== undefined) {
    const regex = text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return source.tree.findAll({
      rule: { any: [{ kind: 'string_fragment' }, { kind: 'regex_pattern' }], regex, ...insideOf(place) },
    });
  }
  // Most files are ruled out by a word of the pattern, which takes less time than matching.
  const [word = ''] = find.match(/(?<![$\w])[A-Za-z]\w{3,}/g) ?? [];
  if (!source.text.includes(word)) return [];
  return source.tree.findAll({ rule: { ...patternOf(find), ...insideOf(place) } });
}

/** A member or an element alone is not valid TypeScript: it is parsed inside of something. */
function patternOf(find) {
  if (find.startsWith('...')) return { pattern: { context: `[${find}]`, selector: 'spread_element' } };
  if (find.startsWith('{')) return { pattern: { context: `(${find})`, selector: 'object' } };
  if (/^['\w.-]+: /.test(find)) return { pattern: { context: `({ ${find} })`, selector: 'pair' } };
  return { pattern: find };
}

function insideOf(name) {
  if (name === undefined) return {};
  const named = (field) => ({ has: { field, regex: `^${name}$` } });
  const any = [
    { kind: 'function_declaration', ...named('name') },
    { kind: 'variable_declarator', ...named('name') },
    { kind: 'method_definition', ...named('name') },
    { kind: 'pair', ...named('key') },
  ];
  return { inside: { any, stopBy: 'end' } };
}

function changed({ wrap, text, replace }, tree, node) {
  if (wrap !== undefined) {
    const wrapped = (original) => `((original) => ${replace})(${original})`;
    if (node.kind() === 'variable_declarator') {
      const value = node.field('value');
      return tree.commitEdits([value.replace(wrapped(value.text()))]);
    }
    const renamed = tree.commitEdits([node.field('name').replace(`${wrap}Undrifted`)]);
    return `${renamed}\nexport const ${wrap} = ${wrapped(`${wrap}Undrifted`)};\n`;
  }
  const replacement =
    text === undefined
      ? replace.replaceAll(/\$[A-Z]+/g, (variable) => node.getMatch(variable.slice(1))?.text() ?? variable)
      : node.text().replace(text, () => replace);
  return tree.commitEdits([node.replace(replacement)]);
}
