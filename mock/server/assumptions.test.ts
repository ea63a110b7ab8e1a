import request from 'supertest';
import { type Assumptions, assumptionTable, type InProcessApp, type SessionManager } from '../index';
import { type AssumptionCase, get, statusCases } from './testing/status-cases';
import {
  anonymous,
  anonymousSegment,
  appReading,
  managerWith,
  newVisitor,
  segmentTokenOf,
} from './testing/visitor';

const read = async (manager: SessionManager, items: string, cookie?: string) =>
  (await get(manager, `/api/sessions?items=${items}`, cookie)).body.namespaces;

/** Outputs what it is sent under `public`. */
const echo: InProcessApp = {
  name: 'echo',
  input: { public: ['asked', 'unset'] },
  output: { echo: ['input'] },
  transform: (input) => ({ echo: { input: { value: JSON.stringify(input['public']) } } }),
};

const recorder: InProcessApp = {
  name: 'recorder',
  input: { cookie: ['login.*'] },
  output: {},
  transform: () => undefined,
};

/** Counts `public.n` down to 0, by one in each round. */
const countdown = appReading('n', { public: ['n'] }, (n) => ({
  public: { n: String(Math.max(0, Number(n) - 1)) },
}));

const cases: { readonly [Key in keyof Assumptions]: AssumptionCase<Assumptions[Key]> } = {
  ...statusCases,
  reservedQueryNames: {
    see: async (make) => {
      const manager = make();
      const answer = await request(manager.handler).post(
        '/api/sessions?items=public.an,public.workspace&an=1&workspace=2',
      );
      return answer.body.namespaces;
    },
    seen: [
      [assumptionTable.reservedQueryNames.default, {}],
      [['items', 'an'], { public: { workspace: { value: '2' } } }],
    ],
  },
  repeatedQueryKey: {
    see: async (make) => {
      const answer = await request(make().handler).post('/api/sessions?items=public.a&a=1&a=2&a=3');
      return answer.body.namespaces.public.a.value;
    },
    seen: [
      ['last', '3'],
      ['first', '1'],
    ],
  },
  bodyOrQuery: {
    see: async (make) => {
      const call = request(make().handler).post('/api/sessions?items=public.a,public.b&a=query&b=query');
      return (await call.send({ public: { a: { value: 'body' } } })).body.namespaces.public;
    },
    seen: [
      ['body', { a: { value: 'body' }, b: { value: 'query' } }],
      ['query', { a: { value: 'query' }, b: { value: 'query' } }],
    ],
  },
  bareNamespaceItem: {
    see: async (make) => [await read(make(), 'store'), await read(make(), 'account.*,store.channel')],
    seen: [
      ['nothing', [{}, { store: { channel: { value: '1' } } }]],
      [
        'whole-namespace',
        [{ store: anonymous.store }, { account: anonymous.account, store: { channel: { value: '1' } } }],
      ],
    ],
  },
  unrepeatedCookie: {
    see: async (make) => {
      const manager = make({ apps: [recorder] });
      const first = await request(manager.handler)
        .post('/api/sessions')
        .set('Cookie', 'login=1; login_acme=2');
      const session = `vtex_session=${first.body.sessionToken}`;
      await request(manager.handler).patch('/api/sessions?a=1').set('Cookie', `${session}; login=3`);
      return (await read(manager, '*', session)).cookie;
    },
    seen: [
      ['kept', { login: { value: '3' }, login_acme: { value: '2' } }],
      ['dropped', { login: { value: '3' } }],
    ],
  },
  cultureComesFrom: {
    see: async (make) => {
      const post = async (query: string) =>
        (await request(make().handler).post(`/api/sessions?items=store.cultureInfo&${query}`)).body.namespaces
          .store.cultureInfo.value;
      return [
        await post('locale=en-US&cultureInfo=es-ES'),
        await post('locale=en-US'),
        await post('cultureInfo=es-ES'),
      ];
    },
    seen: [
      ['cultureInfo', ['es-ES', 'en-US', 'es-ES']],
      ['locale', ['en-US', 'en-US', 'es-ES']],
    ],
  },
  forbiddenTradePolicy: {
    see: async (make) => {
      const answer = await request(make().handler).post('/api/sessions?sc=4&items=store.channel');
      return [answer.status, answer.body.type ?? answer.body.namespaces.store?.channel ?? 'no store.channel'];
    },
    seen: [
      ['refused', [401, 'Unauthorized']],
      ['channel-cleared', [201, { value: '' }]],
    ],
  },
  bindingAtCreation: {
    see: async (make) => {
      const query = 'items=store.channel,store.cultureInfo&__bindingId=0b000000-0000-4000-8000-000000000d02';
      const manager = make({ account: 'multi-currency' });
      return (await request(manager.handler).post(`/api/sessions?${query}`)).body.namespaces.store;
    },
    seen: [
      ['sets-defaults', { channel: { value: '2' }, cultureInfo: { value: 'en-US' } }],
      ['ignored', { channel: { value: '1' }, cultureInfo: { value: 'pt-BR' } }],
    ],
  },
  cascadeRounds: {
    see: async (make) => {
      const manager = make({ apps: [countdown] });
      const statusFor = async (n: number) =>
        (await request(manager.handler).post(`/api/sessions?n=${n}`)).status;
      return [await statusFor(0), await statusFor(1), await statusFor(9), await statusFor(10)];
    },
    seen: [
      [10, [201, 201, 201, 508]],
      [9, [201, 201, 508, 508]],
      [1, [201, 508, 508, 508]],
    ],
  },
  unsetInputs: {
    see: async (make) => {
      const answer = await request(make({ apps: [echo] }).handler).post(
        '/api/sessions?items=echo.input&asked=1',
      );
      return JSON.parse(answer.body.namespaces.echo.input.value);
    },
    seen: [
      ['absent', { asked: { value: '1' } }],
      ['null', { asked: { value: '1' }, unset: { value: null } }],
    ],
  },
  segmentComesFrom: {
    see: async (make) => {
      const manager = make();
      const { cookie } = await newVisitor(manager);
      const held = `vtex_segment=${segmentTokenOf({ channel: '9' })}`;
      const bodies = [`${cookie}; ${held}`, held, `${cookie}; vtex_segment=x`].map(
        async (cookies) => (await get(manager, '/api/segments', cookies)).body,
      );
      return Promise.all(bodies);
    },
    seen: [
      ['session', [anonymousSegment, { channel: '9' }, anonymousSegment]],
      ['segment-cookie', [{ channel: '9' }, { channel: '9' }, anonymousSegment]],
    ],
  },
  segmentAlphabet: {
    see: async (make) => {
      const answer = await request(make().handler).post('/api/sessions?utm_source=%3F%3E%3F%3E%3F%3E%3F');
      return /[+/]/.test(answer.body.segmentToken)
        ? 'base64'
        : /[-_]/.test(answer.body.segmentToken) && 'base64url';
    },
    seen: [
      ['base64url', 'base64url'],
      ['base64', 'base64'],
    ],
  },
  segmentNonAscii: {
    see: async (make) => {
      const { segmentToken } = (await request(make().handler).post('/api/sessions?sc=3')).body;
      const text = Buffer.from(segmentToken, 'base64url').toString('utf8');
      return [text.includes('"€"'), text.includes('"\\u20ac"'), JSON.parse(text).currencySymbol];
    },
    seen: [
      ['raw', [true, false, '€']],
      ['escaped', [false, true, '€']],
    ],
  },
};

describe.each(Object.keys(cases) as (keyof Assumptions)[])('%s', (key) => {
  const { see, seen } = cases[key] as AssumptionCase<unknown>;
  const { default: standard, others }: { default: unknown; others?: readonly unknown[] } =
    assumptionTable[key];

  test('every setting there is a list of is tried, the default first', () => {
    const [first, ...rest] = seen.map(([value]) => value);
    expect(first).toEqual(standard);
    expect(rest.length).toBeGreaterThan(0);
    if (others !== undefined) expect(new Set(rest)).toEqual(new Set<unknown>(others));
  });

  test('unless told otherwise', async () => {
    expect(await see((more) => managerWith(more))).toEqual(seen[0]?.[1]);
  });

  test.each([...seen])('%j', async (value, expected) => {
    expect(await see((more) => managerWith({ ...more, assumptions: { [key]: value } }))).toEqual(expected);
  });
});

test('no assumption is left out', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(assumptionTable).sort());
});
