import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';

const own = {
  operation: 'GET /_mock/sessions',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the control plane is for tests, and no part of VTEX’s API' },
  needs: ['variant'],
} as const;

const asked = async (visitor: Visitor, headers: Readonly<Record<string, string>>) => {
  const answer = await visitor.send('GET', { path: '/_mock/sessions', headers });
  return answer.status === 200 ? 200 : [answer.status, (answer.json() as { code: string }).code];
};

const forbidden = [403, 'CONTROL_FORBIDDEN'];
const rebound = 'rebound.example:9910';

/** Who may ask what is under `/_mock`. */
export const controlGuard = [
  claim({
    id: 'control.guard.names-of-this-machine',
    sentence:
      'The control plane answers at 127.0.0.1, [::1], localhost and *.localhost; any other host name gets 403, whatever the Origin.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const host of [
        ...['127.0.0.1', '127.0.0.1:9910', '127.1.2.3', '[::1]', '[::1]:9910'],
        ...['localhost', 'LocalHost:9910', 'store.localhost:9910', 'a.b.localhost'],
      ]) {
        expect([host, await asked(visitor, { host })]).toEqual([host, 200]);
        expect(await asked(visitor, { host, origin: `http://${host}` })).toBe(200);
      }
      for (const host of [
        ...[rebound, 'localhost.example', '127.0.0.1.example', 'notlocalhost', '.localhost'],
        ...['host.docker.internal:9910', '0.0.0.0:9910', '192.168.0.2', '[::2]', '::1'],
      ]) {
        expect([host, await asked(visitor, { host })]).toEqual([host, forbidden]);
        expect(await asked(visitor, { host, origin: `http://${host}` })).toEqual(forbidden);
      }
    },
  }),
  claim({
    id: 'control.guard.token-for-other-names',
    sentence: 'The control token opens every host name; a wrong token gets 403.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ controlToken: 'let-me-in' }).newVisitor();
      const right = { authorization: 'Bearer let-me-in' };
      expect(await asked(visitor, { host: rebound, ...right })).toBe(200);
      expect(await asked(visitor, right)).toBe(200);
      expect(await asked(visitor, {})).toBe(200);
      expect(await asked(visitor, { host: rebound })).toEqual(forbidden);
      for (const wrong of [
        ...['Bearer let-me-out', 'Bearer let-me-i', 'Bearer let-me-inn', 'Bearer LET-ME-IN', 'Bearer '],
        ...['Basic let-me-in', 'let-me-in', 'Bearer x let-me-in', ''],
      ])
        expect([wrong, await asked(visitor, { authorization: wrong })]).toEqual([wrong, forbidden]);
      expect(await asked(visitor, { ...right, origin: 'https://elsewhere.example' })).toEqual(forbidden);
    },
  }),
  claim({
    id: 'control.guard.embedded-in-pages',
    sentence: 'A cross-site browser request without an Origin header is refused.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const site of ['cross-site', 'same-site']) {
        expect(await asked(visitor, { 'sec-fetch-site': site })).toEqual(forbidden);
      }
      for (const site of ['same-origin', 'none'])
        expect(await asked(visitor, { 'sec-fetch-site': site })).toBe(200);
    },
  }),
  claim({
    id: 'control.guard.open-routes',
    sentence: 'Health, the documents and the session operations are served under every host name.',
    ...own,
    operation: 'GET /_mock/health',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const headers = { host: rebound };
      for (const path of [
        '/_mock/health',
        '/_mock/openapi.json',
        '/_mock/control/openapi.json',
        '/api/segments',
      ]) {
        expect([path, (await visitor.send('GET', { path, headers })).status]).toEqual([path, 200]);
      }
    },
  }),
];
