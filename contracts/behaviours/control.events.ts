import { claim } from '../harness/behaviour';
import type { Visitor, VisitorRequest } from '../harness/visitor';
import type { Answer } from '../targets/target';

const own = {
  operation: 'GET /_mock/events',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service does not publish its requests' },
  needs: ['variant'],
} as const;

interface Event {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: unknown;
}

const path = '/_mock/events';

const get = (visitor: Visitor, query: string, more: VisitorRequest = {}) =>
  visitor.send('GET', { path, query, ...more });

function eventsIn(answer: Answer): readonly Event[] {
  const type = answer.headers['content-type'];
  if (type !== 'text/event-stream') throw new Error(`The stream is of ${type}: ${answer.text.slice(0, 200)}`);
  return answer.text.split('\n\n').flatMap((block) => {
    const lines = block.split('\n');
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = field('data');
    return data === undefined
      ? []
      : [{ event: field('event'), id: field('id'), data: JSON.parse(data) as unknown }];
  });
}

const idsIn = (answer: Answer) => eventsIn(answer).map(({ id }) => id);

/** GET /_mock/events. */
export const controlEvents = [
  claim({
    id: 'control.events.one-per-request',
    sentence: 'The stream has an event for each journal entry, with its number and content.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post({ public: { color: 'blue' } });
      await visitor.send('GET', { path: '/nothing' });
      const journal = await visitor.send('GET', { path: '/_mock/journal' });
      const { entries } = journal.json() as { entries: readonly unknown[] };
      const answer = await get(visitor, 'since=0&limit=2');
      expect(answer.status).toBe(200);
      expect(eventsIn(answer)).toEqual(
        entries.map((data, index) => ({ event: 'request', id: String(index + 1), data })),
      );
    },
  }),
  claim({
    id: 'control.events.resumes',
    sentence: 'A stream starts after the entry of `Last-Event-ID`, otherwise after `since`.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (let count = 0; count < 4; count++) await visitor.segment();
      const headers = { 'last-event-id': '2' };
      expect(idsIn(await get(visitor, 'since=3&limit=1'))).toEqual(['4']);
      expect(idsIn(await get(visitor, 'limit=2', { headers }))).toEqual(['3', '4']);
      expect(idsIn(await get(visitor, 'since=0&limit=2', { headers }))).toEqual(['3', '4']);
    },
  }),
  claim({
    id: 'control.events.filtered-and-limited',
    sentence: 'A stream has only the entries that match its filter, and ends after `limit` of them.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (let count = 0; count < 3; count++) {
        await visitor.patch();
        await visitor.segment();
      }
      expect(idsIn(await get(visitor, 'since=0&operation=editSession&limit=2'))).toEqual(['1', '3']);
    },
  }),
  claim({
    id: 'control.events.resets-and-the-clock',
    sentence: 'A stream emits resets and clock changes, without a number.',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitor = newVisitor();
      let isOpen = true;
      const stream = get(newVisitor(), 'limit=2').finally(() => {
        isOpen = false;
      });
      while (isOpen) {
        await visitor.send('PUT', { path: '/_mock/clock', body: { frozen: true } });
        await visitor.send('POST', { path: '/_mock/reset' });
        await visitor.segment();
      }
      const events = eventsIn(await stream);
      const from = events.findIndex(({ event }) => event === 'request') + 1;
      const between = events.slice(from, from + 3);
      expect(between.map(({ event, id }) => [event, id])).toEqual([
        ['clock', undefined],
        ['clock', undefined],
        ['reset', undefined],
      ]);
      const [frozen, running, reset] = between.map(({ data }) => data);
      expect([(frozen as { frozen: boolean }).frozen, (running as { frozen: boolean }).frozen]).toEqual([
        true,
        false,
      ]);
      expect(reset).toEqual({ dropped: { sessions: 0 } });
    },
  }),
  claim({
    id: 'control.events.refuses-invalid-queries',
    sentence: 'A stream with an invalid filter or starting number gets 400 with the name.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const [place, query, headers] of [
        ['?since', 'since=now', {}],
        ['?limit', 'limit=all', {}],
        ['?colour', 'colour=blue', {}],
        ['Last-Event-ID', '', { 'last-event-id': 'x' }],
      ] as const) {
        const answer = await get(visitor, query, { headers });
        const { code, message } = answer.json() as { code: string; message: string };
        expect([answer.status, code, message.split(' ', 1)[0]]).toEqual([
          400,
          'CONTROL_INPUT_INVALID',
          place,
        ]);
      }
    },
  }),
  claim({
    id: 'control.events.refused-to-other-origins',
    sentence: 'A page of another origin cannot open the stream.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const answer = await get(visitor, 'since=0&limit=1', {
        headers: { origin: 'https://elsewhere.example' },
      });
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
    },
  }),
];
