import { code, table } from './markdown.mjs';

const frame = /(<!-- Settings, by `npm run docs` -->\n\n).*?(\n\n<!-- End -->)/s;

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
  if (!frame.test(page)) throw new Error('docs/command-line.md has no place for its table of settings');
  return page.replace(frame, (_, before, after) => before + table(['flag', 'default', ''], rows) + after);
}
