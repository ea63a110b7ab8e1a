/** A table; what would break it is escaped. */
export function table(heads, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A value as code. */
export const code = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** Text that names such as `__bindingId` stand in: underscores and asterisks mean themselves. */
export const plain = (text) => text.replaceAll(/[_*<]/g, '\\$&');

/** One page of sections, ending in a line break. */
export const page = (...parts) => `${parts.join('\n\n')}\n`;

export const generated =
  '<!-- Written by `npm run docs` from contracts/behaviours. What is changed here by hand is lost. -->';
