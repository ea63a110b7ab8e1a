import { type Answer, answerOf, type Target } from '../targets/target';

/** Sends a request written out by hand, lines without their ends, and reads the answer. */
export async function rawAnswer(
  { raw }: Target,
  lines: readonly string[],
  { body = '', hangUp = false } = {},
): Promise<Answer> {
  if (raw === undefined) throw new Error('The target takes no bytes as they are');
  const text = await raw([...lines, 'Connection: close', '', body].join('\r\n'), hangUp);
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [start = '', ...headerLines] = head.split('\r\n');
  const headers = headerLines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return answerOf({
    status: Number(start.split(' ')[1]),
    headers: Object.fromEntries(headers),
    setCookie: headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
    text: rest.join('\r\n\r\n'),
  });
}
