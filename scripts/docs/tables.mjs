import { code, table } from './markdown.mjs';

/** The page of the command line with its table of settings. */
export function withSettings(page, { settingNames, settingOf, flagOf }) {
  const rows = settingNames.flatMap((name) => {
    const { about, aboutNo, argument, default: usual, defaultText, page: more } = settingOf(name);
    const flag = flagOf(name);
    const inWords = usual === true ? 'on' : usual === false ? 'off' : (defaultText ?? usual);
    const no = aboutNo === undefined ? [] : [[code(flag.replace('--', '--no-')), '', aboutNo]];
    const text = more === undefined ? about : `${about} ([more](${more}))`;
    return [[code(argument === undefined ? flag : `${flag} <${argument}>`), inWords, text], ...no];
  });
  return withTable(page, 'Settings', table(['flag', 'default', ''], rows));
}

/** The page of lint with its table of rules. */
export function withLintRules(page, { lintRules }) {
  const rows = Object.entries(lintRules).map(([id, { severity, finds, because }]) => [
    code(id),
    severity,
    finds,
    because,
  ]);
  return withTable(page, 'Rules', table(['rule', 'severity', 'what is found', 'why'], rows));
}

/** The schema of account files with the names of VTEX's session apps. */
export function withApps(schema, { vtexAppNames, defaultVtexApps }) {
  const list = (names) => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;
  return schema
    .replace(/("default": )\["store-session".*?\]/, (_, key) => key + list(defaultVtexApps))
    .replace(/("enum": )\["store-session".*?\]/, (_, key) => key + list(vtexAppNames));
}

function withTable(page, name, text) {
  const frame = new RegExp(`(<!-- ${name}, by \`npm run docs\` -->\n\n).*?(\n\n<!-- End -->)`, 's');
  if (!frame.test(page)) throw new Error(`A page of docs/ has no place for its table: ${name}`);
  return page.replace(frame, (_, before, after) => before + text + after);
}
