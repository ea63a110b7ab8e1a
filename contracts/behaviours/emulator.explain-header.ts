import type { Runs } from '../behaviour';
import { type Asked, askedWhy } from '../explained-answers';
import { badlySigned, garbage, retargeted } from '../forge';
import type { Visitor } from '../visitor';

const session = (visitor: Visitor) => ({ cookie: `vtex_session=${visitor.cookie('vtex_session')}` });
const both = (visitor: Visitor) => ({
  cookie: `vtex_session=${visitor.cookie('vtex_session')}; vtex_segment=${visitor.cookie('vtex_segment')}`,
});

/** A visitor who has written this. */
async function visitorWith({ newVisitor }: Asked, written: Readonly<Record<string, unknown>> = {}) {
  const visitor = newVisitor();
  await visitor.post({ public: written });
  return visitor;
}

const foreign = ['routing.paths.no-cors-headers', 'emulator.cors.other-origins'];
const not = (ids: readonly string[]) => ids.map((id) => `!${id}`);
const dropped = 'cookies.read.malformed-foreign-ones-are-dropped';
const overridden = 'segments.override.culture-and-utm';
const withoutEffect = 'segments.override.other-names-change-nothing';
const supported = 'segments.override.supported-locales';
const nearest = 'segments.override.nearest-locale';

/** `x-mock-explain: 1`: which behaviours an answer names, and which it does not. */
export const emulatorExplainHeader: Runs = {
  'emulator.explain-header.asked-for-by-1': async (context) => {
    const asked = askedWhy(context);
    const visitor = await visitorWith(asked);
    await visitor.get('*');
    const { expect } = context;
    const path = '/api/sessions?items=*';
    expect(await asked.named({ path })).toContain('sessions.anonymous.answers-200');
    for (const value of ['0', '', 'true', '11', '1, 1']) {
      expect(await asked.named({ path, headers: { 'x-mock-explain': value } })).toBe(undefined);
    }
    const answer = await asked.fetch(`http://localhost${path}`);
    expect(answer.headers.has('x-mock-explain')).toBe(false);
    const headers = { origin: 'https://elsewhere.example' };
    expect(await asked.named({ path: `/io${path}`, method: 'OPTIONS', headers })).toBe(undefined);
    expect(await asked.named({ path: '/_mock/health' })).toBe(undefined);
    expect(await asked.named({ path: '/api/sessions/%zz' })).toContain('emulator.methods.bad-escapes');
  },
  'emulator.explain-header.wording': async (context) => {
    const asked = askedWhy(context, { cors: ['https://www.acme.example'] });
    const { holds } = asked;
    const visitor = await visitorWith(asked, { a: '1' });
    await visitor.get('*');
    const headers = session(visitor);
    const path = '/api/sessions?items=public.a';
    const [root, slash] = ['routing.paths.behind-a-root-path', 'routing.paths.slash-at-the-end'];
    await holds({ path, headers }, `!${root}`, `!${slash}`, `!${dropped}`, ...not(foreign));
    await holds({ path: `/io${path}`, headers }, root, `!${slash}`);
    await holds({ path: '/api/sessions/?items=public.a', headers }, slash, `!${root}`);
    await holds({ path: '/api/sessions?items=public.a/', headers }, `!${slash}`);
    const head = { method: 'HEAD', path, headers };
    await holds(head, 'emulator.methods.head', 'sessions.read.is-not-stored-by-caches');
    // Cookies.
    const { cookie } = headers;
    for (const fine of [`${cookie};`, `${cookie}; `, `${cookie};; a=1`]) {
      await holds({ path, headers: { cookie: fine } }, `!${dropped}`);
    }
    for (const odd of [`${cookie}; b`, `b; ${cookie}; a=1`]) {
      await holds({ path, headers: { cookie: odd } }, dropped);
    }
    await holds({ path }, `!${dropped}`);
    // Other headers.
    const expectation = 'emulator.limits.expectations';
    await holds({ path, headers: { ...headers, expect: 'x' } }, expectation);
    await holds({ path, headers }, `!${expectation}`);
    const credentials = 'sessions.create.needs-no-credentials';
    for (const name of ['x-vtex-api-appkey', 'x-vtex-api-apptoken']) {
      await holds({ path, headers: { ...headers, [name]: 'x' } }, credentials);
    }
    await holds({ path, headers }, `!${credentials}`);
    const from = (origin: string) => ({ path, headers: { ...headers, origin } });
    const named = 'emulator.cors.named-origins-may-call';
    await holds(from('https://elsewhere.example'), ...foreign, `!${named}`);
    await holds(from('https://www.acme.example'), named, ...not(foreign));
    // What is asked of writes.
    const post = { method: 'POST', path };
    const reserved = 'sessions.query.reserved-names-are-not-stored';
    await holds(post, `!${reserved}`, '!emulator.mounted.cookies-set-before');
    await holds({ ...post, path: `${path}&an=acme` }, reserved);
    const escapes = 'emulator.methods.bad-escapes';
    await holds({ ...post, path: '/%zz/api/sessions' }, root, `!${escapes}`);
    await holds({ ...post, path: '/api/sessions?a=%zz' }, escapes);
    await holds({ method: 'PUT', path, headers }, '!sessions.items.give-what-they-name');
  },
  'emulator.explain-header.items': async (context) => {
    const app = {
      name: 'own',
      input: { public: ['a'] },
      output: { x: ['empty'] },
      transform: () => ({ x: { empty: { value: '' } } }),
    };
    const [give, bare, unknown, cased, cleared] = [
      'sessions.items.give-what-they-name',
      'sessions.items.bare-namespace',
      'sessions.items.unknown-ones-are-left-out',
      'sessions.items.case-counts',
      'sessions.values.a-cleared-key-reads-empty',
    ] as const;
    const asked = askedWhy(context, { apps: [app] });
    const visitor = await visitorWith(asked, { a: '1', b: '2', c: '3' });
    await visitor.patch({ public: { c: '' } });
    await visitor.get('*');
    const reading = (items: string) => ({ path: `/api/sessions?items=${items}`, headers: session(visitor) });
    for (const [items, ...ids] of [
      ['public.a', give, ...not([bare, unknown, cased, cleared])],
      ['public.a,', give, ...not([bare, unknown])],
      ['*', ...not([give, bare, unknown, cleared])],
      ['public', bare, ...not([give, unknown])],
      ['public.*', bare, ...not([give, unknown])],
      ['public.a,store', bare, give, `!${unknown}`],
      ['public.nothing', unknown, ...not([give, bare, cased])],
      ['public.a,public.nothing', unknown, give, `!${cased}`],
      ['PUBLIC.a,public.nothing', unknown, cased],
      ['public.nothing,public.A', unknown, cased],
      ['public.a,public.c', cleared, give],
      ['public.c,public.a', cleared],
      ['x.empty', give, `!${cleared}`],
      ['store.channel', give, `!${cleared}`],
    ] as const) {
      await asked.holds(reading(items), ...ids);
    }
    await asked.holds({ ...reading('public.a'), path: '/api/segments?items=public.a' }, `!${give}`);
    const whole = askedWhy(context, { assumptions: { bareNamespaceItem: 'whole-namespace' } });
    const other = await visitorWith(whole, { a: '' });
    const path = '/api/sessions?items=public.*';
    await whole.holds({ path, headers: session(other) }, bare, give, `!${cleared}`);
  },
  'emulator.explain-header.segments': async (context) => {
    const [wins, follows] = ['segments.read.which-cookie-wins', 'segments.read.follows-the-session'];
    const euro = 'store.policy.euro-sign-in-the-segment';
    const asked = askedWhy(context);
    const { holds } = asked;
    const visitor = await visitorWith(asked);
    const spanish = await visitorWith(asked, { sc: '3' });
    await visitor.segment();
    const headers = both(visitor);
    const asking = (query: string) => ({ path: `/api/segments${query}`, headers });
    const plain = not([overridden, withoutEffect, supported, nearest, wins, euro]);
    await holds(asking(''), follows, ...plain);
    await holds({ path: '/api/segments' }, 'segments.read.without-cookies-is-the-default', ...plain);
    await holds(asking('?utm_source=x'), overridden, `!${withoutEffect}`, `!${supported}`);
    await holds(asking('?utm_source=pt-BR'), `!${supported}`);
    await holds(asking('?other=x'), withoutEffect, `!${overridden}`);
    await holds(asking('?other=x&utm_source=y'), withoutEffect, overridden);
    // Locales.
    const named = [supported, ...not([nearest, withoutEffect])];
    await holds(asking('?supportedLocales=pt-BR'), ...named, `!${overridden}`);
    await holds(asking('?supportedLocales=fr-FR,pt-BR'), ...named);
    await holds(asking('?supportedLocales=pt-BR&utm_source=fr-FR'), ...named);
    await holds(asking('?cultureInfo=en-US&supportedLocales=en-US'), ...named, overridden);
    await holds(asking('?supportedLocales=fr-FR'), supported, nearest);
    // Of whom.
    const segmentOf = (one: Visitor) => `vtex_segment=${one.cookie('vtex_segment')}`;
    const mixed = { cookie: `${session(visitor).cookie}; ${segmentOf(spanish)}` };
    await holds({ path: '/api/segments', headers: mixed }, wins, follows);
    await holds({ path: '/api/segments', headers: { cookie: segmentOf(spanish) } }, euro, `!${wins}`);
    const byCookie = askedWhy(context, { assumptions: { segmentComesFrom: 'segment-cookie' } });
    const held = await visitorWith(byCookie);
    await byCookie.holds({ path: '/api/segments', headers: both(held) }, `!${follows}`);
    await byCookie.holds({ path: '/api/segments', headers: session(held) }, follows);
    // In the path: no token of a session counts there.
    const path = `/api/segments/${spanish.cookie('vtex_segment')}`;
    const byToken = ['segments.by-token.answers-what-it-holds', euro];
    const query = 'segments.by-token.query-overrides';
    const malformed = { cookie: `${session(visitor).cookie}; b` };
    await holds({ path, headers: malformed }, ...byToken, ...not([query, withoutEffect, dropped]));
    await holds({ path: `${path}?utm_source=x` }, ...byToken, query, `!${withoutEffect}`);
    await holds({ path: `${path}?supportedLocales=es-ES` }, supported, `!${nearest}`);
    await holds({ path: `${path}?supportedLocales=pt-BR` }, supported, nearest);
    // Of writes, and of what is refused.
    const post = { method: 'POST', body: { sc: '3' } };
    await holds({ ...post, path: '/api/sessions' }, euro);
    await holds({ ...post, path: '/api/sessions?items=store.channel' }, `!${euro}`);
    const other = `vtex_session=${await asked.target.tokenOfAnotherAccount?.()}`;
    const refused = { cookie: `${other}; ${segmentOf(spanish)}` };
    await holds({ path: '/api/segments', headers: refused }, 'errors.form.are-json', `!${euro}`);
  },
  'emulator.explain-header.tokens': async (context) => {
    const { named, holds, ...asked } = askedWhy(context);
    const visitor = await visitorWith({ named, holds, ...asked }, { a: '1' });
    await visitor.get('*');
    const token = visitor.cookie('vtex_session');
    const { id } = visitor.claims();
    const anId = 'sessions.by-token.an-id-is-no-token';
    const forged = 'sessions.refused-token.forged-ones-read-nothing';
    for (const [inPath, ...ids] of [
      [id, anId, `!${forged}`],
      [`x${id}`, `!${anId}`],
      [`${id}x`, `!${anId}`],
      [garbage, ...not([anId, forged])],
      [badlySigned(token), forged, `!${anId}`],
      [retargeted(token, '00000000-0000-4000-8000-000000000000'), `!${forged}`],
    ] as const) {
      const path = `/api/sessions/${inPath}?items=*`;
      await holds({ path }, 'sessions.by-token.invalid-token-status', ...ids);
      const headers = { cookie: `vtex_session=${inPath}` };
      const kept = ids.filter((one) => one.endsWith(forged));
      await holds({ path: '/api/sessions?items=*', headers }, `!${anId}`, ...kept);
    }
    await holds(
      { path: `/api/sessions/${token}?items=*` },
      'sessions.by-token.reads-without-a-cookie',
      `!${anId}`,
    );
  },
  'emulator.explain-header.writes': async (context) => {
    const asked = askedWhy(context);
    const visitor = await visitorWith(asked, { a: '1' });
    await visitor.patch();
    const headers = session(visitor);
    const [others, overtaken, recomputed, twice, unrecorded] = [
      'sessions.edit.keeps-unnamed-keys',
      'sessions.edit.all-at-once-count',
      'sessions.versions.a-change-recomputes-the-segment',
      'sessions.query.or-body-counts',
      'cookies.read.undeclared-ones-are-not-recorded',
    ] as const;
    const write = (body: object, query = '', more: object = headers) => ({
      method: 'PATCH',
      path: `/api/sessions${query}`,
      headers: { ...more },
      body: { ...body },
    });
    const { holds } = asked;
    await holds(write({ a: '2' }), ...not([others, overtaken, recomputed, twice, unrecorded]));
    await holds(write({ b: '1' }), others, ...not([overtaken, recomputed]));
    await holds(write({ a: '3', b: '3' }), `!${others}`);
    await holds(write({ c: '1' }, '?d=1'), others, `!${twice}`);
    await holds(write({ c: '2' }, '?c=3'), twice);
    await holds(write({ utm_source: 'x' }), recomputed);
    const withCookie = { cookie: `${headers.cookie}; e=1` };
    await holds(write({ e: '1' }, '', withCookie), unrecorded);
    const created = write({ a: '1' }, '', {});
    await holds(created, 'sessions.edit.without-a-cookie-creates', ...not([others, overtaken, recomputed]));
  },
};
