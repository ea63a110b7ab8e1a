/** A client of server-sent events, written by hand after the HTML standard. */
import { get, type IncomingMessage } from 'node:http';

export interface ReadEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

export interface EventReader {
  readonly response: IncomingMessage;
  /** Everything that came, comments too. */
  readonly text: () => string;
  readonly events: () => readonly ReadEvent[];
  /** Comes back when so many events are there. */
  until(count: number): Promise<readonly ReadEvent[]>;
  /** Comes back when the stream has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

export async function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject);
  });
  let text = '';
  let wake = () => {};
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    response.on('close', () => resolve()).on('error', () => undefined);
  });
  const events = () => eventsIn(text);
  return {
    response,
    text: () => text,
    events,
    ended,
    async until(count) {
      while (events().length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return events();
    },
    close: () => void response.destroy(),
  };
}

/** Only whole events count: those that end with an empty line. */
export function eventsIn(text: string): readonly ReadEvent[] {
  const blocks = text.split('\n\n').slice(0, -1);
  return blocks.flatMap((block) => {
    const lines = block.split('\n').filter((line) => !line.startsWith(':'));
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = field('data');
    return data === undefined
      ? []
      : [{ event: field('event') ?? 'message', id: field('id'), data: JSON.parse(data) as unknown }];
  });
}
