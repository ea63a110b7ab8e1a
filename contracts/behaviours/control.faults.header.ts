import { claim } from '../harness/behaviour';
import { add, adding, codeOf, listed } from '../harness/faults';
import { fetched, ofAnotherMake } from '../harness/fetched';

/** The header x-mock-fault. */
export const controlFaultsHeader = [
  claim({
    id: 'control.faults.by-header',
    sentence:
      'The header x-mock-fault injects a fault into its own request only, before any added fault; an invalid one gets 400.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor, { status: 502 });
      const posted = (fault: string) => visitor.post({ headers: { 'x-mock-fault': fault } });
      expect(codeOf(await posted('delay=1, status=503'))).toEqual([503, 'FAULT_INJECTED']);
      const bad = await posted('delay=soon');
      expect(codeOf(bad)).toEqual([400, 'CONTROL_INPUT_INVALID']);
      expect((bad.json() as { message: string }).message).toMatch(/^x-mock-fault: delay must be /);
      expect((await posted('lose-set-cookie')).setCookie).toEqual([]);
      expect((await listed(visitor))[0]?.used).toBe(0);
      expect((await visitor.post()).status).toBe(502);
    },
  }),
  claim({
    id: 'control.faults.words-of-the-header',
    sentence:
      'The header is a list of names, some with a value, each once; else it gets 400 with the allowed names.',
    ...adding,
    run: async (context) => {
      const { expect } = context;
      const { fetch, newVisitor } = fetched(context);
      const visitor = newVisitor();
      await add(visitor, { status: 502 });
      const url = 'http://localhost/api/sessions';
      const reported = async (fault: string) => {
        const answer = await fetch(ofAnotherMake([['x-mock-fault', fault]], '', { url }));
        const { type, message } = (await answer.json()) as Record<string, unknown>;
        return [answer.status, message, type];
      };
      for (const [fault, status, text, type] of [
        ['status=599', 599, 'status=599', 'Error'],
        ['status=000000429', 429, 'status=429', 'TooManyRequests'],
        ['\tstatus=503 ,delay=0', 503, 'delay=0, status=503', 'ServiceUnavailable'],
      ] as const) {
        expect(await reported(fault)).toEqual([status, `Injected fault: ${text}`, type]);
      }
      const names = 'delay, status, drop, truncate, malformed, lose-set-cookie';
      const grammar = `send one or more of ${names}, such as status=503, delay=200`;
      for (const [fault, text] of [
        ['x', ` has "x": ${grammar}`],
        ['status=503, ', ` has "": ${grammar}`],
        ['status=503,y ,', ` has "y": ${grammar}`],
        ['loseSetCookie', ` has "loseSetCookie": ${grammar}`],
        ['1status=503', ` has "1status=503": ${grammar}`],
        ['status=503 5', ` has "status=503 5": ${grammar}`],
        ['truncate!', ` has "truncate!": ${grammar}`],
        ['status=', ` has "status=": ${grammar}`],
        ['delay=1, delay=2', ': delay is repeated: give it once'],
        ['status=0000000503', ': status must be a status from 400 to 599, not "0000000503"'],
        ['status=503x', ': status must be a status from 400 to 599, not "503x"'],
        ['status=x503', ': status must be a status from 400 to 599, not "x503"'],
        ['status', ': status must be a status from 400 to 599, not true'],
        ['drop=both', ': drop must be request or answer, not "both"'],
        ['lose-set-cookie=a/b', /^x-mock-fault: lose-set-cookie must be true or the name of a cookie/],
        ['malformed, truncate', ': malformed cannot be combined with x-mock-fault: truncate: leave one out'],
      ] as const) {
        const [status, message] = await reported(fault);
        expect([fault, status]).toEqual([fault, 400]);
        if (typeof text === 'string') expect(message).toBe(`x-mock-fault${text}`);
        else expect(message).toMatch(text);
      }
      expect((await listed(visitor))[0]?.used).toBe(0);
    },
  }),
];
