import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './emulator-process';

/** A fenced block of code in a document. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The title that it stands under. */
  readonly heading: string;
}

export function blocksOf(document: string): readonly Block[] {
  const sections = readFileSync(join(root, document), 'utf8').split(/^##? /m);
  return sections.flatMap((section) => {
    const heading = section.split('\n', 1)[0] as string;
    return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = '', text = '']) => ({
      language,
      text,
      heading,
    }));
  });
}

/** The JavaScript under a title, by the file name that its first line names: `// shop.test.js`. */
export function filesUnder(document: string, heading: string): Readonly<Record<string, string>> {
  const found = blocksOf(document).filter((block) => block.heading === heading && block.language === 'js');
  const files = found.map(({ text }) => {
    const [, name] = /^\/\/ (\S+\.[cm]?js)\n/.exec(text) ?? [];
    if (name === undefined) throw new Error(`${document}, ${heading}: a block names no file: ${text}`);
    return [name, text] as const;
  });
  if (files.length === 0) throw new Error(`${document} has no JavaScript under ${heading}`);
  return Object.fromEntries(files);
}
