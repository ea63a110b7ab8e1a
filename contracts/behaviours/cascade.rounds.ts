import { notingApp, sentValue } from '../apps';
import type { Context, Runs } from '../behaviour';
import type { Values, VariantApp } from '../targets/variant';
import type { Visitor } from '../visitor';

/** A visitor with a session, of an emulator with these apps. */
async function visitorWith({ emulate }: Context, ...apps: VariantApp[]): Promise<Visitor> {
  const visitor = emulate({ apps }).newVisitor();
  await visitor.post();
  return visitor;
}

const copied = (to: string) => (sent: Values) => ({ x: { [to]: { value: sentValue(sent, 'public', 'a') } } });

/** When session apps are called, with what, and what becomes of their answers. */
export const cascadeRounds: Runs = {
  'cascade.rounds.only-changed-inputs-call-an-app': async (context) => {
    const app = notingApp('app', { input: { public: ['a', 'b'] } });
    const visitor = await visitorWith(context, app);
    context.expect(app.sent.length).toBe(0);
    for (const [written, calls] of [
      [{ a: '1' }, 1],
      [{ a: '1' }, 1],
      [{ other: '1' }, 1],
      [{ b: '2' }, 2],
      [{ a: '3', b: '3', other: '3' }, 3],
    ] as const) {
      await visitor.patch({ public: written });
      context.expect(app.sent.length).toBe(calls);
    }
  },
  'cascade.rounds.all-inputs-are-sent': async (context) => {
    const app = notingApp('app', { input: { public: ['a', 'b'], store: ['channel'] } });
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: { of: ['any', 'kind'] } } });
    await visitor.patch({ public: { b: 2 } });
    context.expect(app.sent).toEqual([
      { store: { channel: { value: '1' } } },
      { store: { channel: { value: '1' } }, public: { a: { value: { of: ['any', 'kind'] } } } },
      {
        store: { channel: { value: '1' } },
        public: { a: { value: { of: ['any', 'kind'] } }, b: { value: 2 } },
      },
    ]);
  },
  'cascade.rounds.undeclared-keys-are-not-sent': async (context) => {
    const app = notingApp('app', { input: { public: ['a'] } });
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1', b: '2', ab: '3' } });
    context.expect(app.sent).toEqual([{ public: { a: { value: '1' } } }]);
  },
  'cascade.rounds.unset-inputs': async (context) => {
    const app = notingApp('app', {
      input: { public: ['a', 'unset', 'other.*'], store: ['channel'], 'never-there': ['key'] },
    });
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1' } });
    const isNull = context.target.assumptions.unsetInputs === 'null';
    context.expect(app.sent.at(-1)).toEqual({
      public: { a: { value: '1' }, ...(isNull && { unset: { value: null } }) },
      store: { channel: { value: '1' } },
      ...(isNull && { 'never-there': { key: { value: null } } }),
    });
  },
  'cascade.rounds.undeclared-outputs-are-ignored': async (context) => {
    const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['declared'] } }, () => ({
      x: { declared: { value: '1' }, undeclared: { value: '2' } },
      public: { sc: { value: '2' } },
      other: { key: { value: '3' } },
    }));
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1' } });
    const items = Object.entries(await visitor.values('*')).filter(
      ([item]) => !/^(account|store)/.test(item),
    );
    context.expect(Object.fromEntries(items)).toEqual({ 'public.a': '1', 'x.declared': '1' });
  },
  'cascade.rounds.other-namespaces': async (context) => {
    const app = notingApp(
      'app',
      { input: { public: ['a'] }, output: { public: ['sc', 'demo'], store: ['admin_cultureInfo'] } },
      () => ({
        public: { sc: { value: '2' }, demo: { value: 'seen' } },
        store: { admin_cultureInfo: { value: 'en-GB' } },
      }),
    );
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1' } });
    context
      .expect(await visitor.values('public.sc,public.demo,store.channel,store.admin_cultureInfo'))
      .toEqual({
        'public.sc': '2',
        'public.demo': 'seen',
        'store.channel': '2',
        'store.admin_cultureInfo': 'en-GB',
      });
  },
  'cascade.rounds.an-omitted-key-keeps-its-value': async (context) => {
    const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['one', 'two'] } }, (_, count) => ({
      x: count === 1 ? { one: { value: '1' }, two: { value: '1' } } : { two: { value: '' } },
    }));
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1' } });
    await visitor.patch({ public: { a: '2' } });
    context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.one': '1', 'x.two': '' });
  },
  'cascade.rounds.null-leaves-unset': async (context) => {
    const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['one', 'two'] } }, (_, count) => ({
      x: { one: { value: null }, two: { value: count === 1 ? '1' : null } },
    }));
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1' } });
    context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.two': '1' });
    await visitor.patch({ public: { a: '2' } });
    context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.two': null });
    const silent = notingApp('silent', { input: { public: ['a'] }, output: { x: ['one'] } }, () => ({
      x: { one: { value: null } },
    }));
    const other = await visitorWith(context, silent);
    await other.patch({ public: { a: '1' } });
    context.expect((await other.get('*')).text.includes('"x"')).toBe(false);
  },
  'cascade.rounds.until-nothing-changes': async (context) => {
    const first = notingApp('first', { input: { public: ['a'] }, output: { x: ['one'] } }, copied('one'));
    const second = notingApp('second', { input: { x: ['one'] }, output: { x: ['two'] } }, (sent) => ({
      x: { two: { value: `${sentValue(sent, 'x', 'one')}!` } },
    }));
    const third = notingApp('third', { input: { x: ['two'] }, output: { x: ['three'] } }, (sent) => ({
      x: { three: { value: `${sentValue(sent, 'x', 'two')}?` } },
    }));
    const visitor = await visitorWith(context, third, second, first);
    await visitor.patch({ public: { a: '1' } });
    context.expect(await visitor.values('x.one,x.two,x.three')).toEqual({
      'x.one': '1',
      'x.two': '1!',
      'x.three': '1!?',
    });
    context.expect([first, second, third].map(({ sent }) => sent.length)).toEqual([1, 1, 1]);
  },
  'cascade.rounds.called-again-in-the-next': async (context) => {
    const first = notingApp('first', { input: { public: ['a'] }, output: { x: ['one'] } }, copied('one'));
    const both = notingApp('both', { input: { public: ['a'], x: ['one'] } });
    const visitor = await visitorWith(context, first, both);
    await visitor.patch({ public: { a: '1' } });
    context
      .expect(both.sent)
      .toEqual([
        { public: { a: { value: '1' } } },
        { public: { a: { value: '1' } }, x: { one: { value: '1' } } },
      ]);
  },
  'cascade.rounds.side-by-side': async (context) => {
    let arrived = 0;
    let meet: () => void = () => undefined;
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const waiting = (name: string) =>
      notingApp(name, { input: { public: ['a'] }, output: { [name]: ['met'] } }, async () => {
        if (++arrived === 2) meet();
        let giveUp: NodeJS.Timeout | undefined;
        const late = new Promise((_, reject) => {
          giveUp = setTimeout(reject, 2000, new Error('The other app was not called'));
        });
        await Promise.race([met, late]);
        clearTimeout(giveUp);
        return { [name]: { met: { value: true } } };
      });
    const visitor = await visitorWith(context, waiting('one'), waiting('two'));
    await visitor.patch({ public: { a: '1' } });
    context.expect(await visitor.values('one.met,two.met')).toEqual({ 'one.met': true, 'two.met': true });
  },
  'cascade.rounds.own-output-as-input': async (context) => {
    const counting = notingApp(
      'counting',
      { input: { public: ['a'], x: ['count'] }, output: { x: ['count'] } },
      (sent) => ({ x: { count: { value: Math.min(3, Number(sentValue(sent, 'x', 'count') ?? 0) + 1) } } }),
    );
    const visitor = await visitorWith(context, counting);
    await visitor.patch({ public: { a: '1' } });
    context.expect(await visitor.values('x.count')).toEqual({ 'x.count': 3 });
    context.expect(counting.sent.length).toBe(4);
  },
  'cascade.rounds.equal-objects-change-nothing': async (context) => {
    const value = { list: [1, { deep: null }], flag: true };
    const app = notingApp('app', { input: { public: ['a'], x: ['one'] }, output: { x: ['one'] } }, () => ({
      x: { one: { value } },
    }));
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: '1' } });
    context.expect(app.sent.length).toBe(2);
    const { version } = visitor.claims();
    await visitor.patch({ public: { a: '1' } });
    context.expect(visitor.claims().version).toBe(version);
    await visitor.patch({ public: { object: { b: [1, 2] } } });
    await visitor.patch({ public: { object: { b: [1, 2] } } });
    context.expect(visitor.claims().version).toBe(version + 1);
    await visitor.patch({ public: { object: { b: [2, 1] } } });
    context.expect(visitor.claims().version).toBe(version + 2);
  },
  'cascade.rounds.last-declared-wins': async (context) => {
    const giving = (name: string) =>
      notingApp(name, { input: { public: ['a'] }, output: { x: ['one'] } }, () => ({
        x: { one: { value: name } },
      }));
    const visitor = await visitorWith(context, giving('first'), giving('second'));
    await visitor.patch({ public: { a: '1' } });
    context.expect(await visitor.values('x.one')).toEqual({ 'x.one': 'second' });
    const other = await visitorWith(context, giving('second'), giving('first'));
    await other.patch({ public: { a: '1' } });
    context.expect(await other.values('x.one')).toEqual({ 'x.one': 'first' });
  },
  'cascade.rounds.saved-once': async (context) => {
    const first = notingApp('first', { input: { public: ['a'] }, output: { x: ['one'] } }, copied('one'));
    const second = notingApp('second', { input: { x: ['one'] }, output: { x: ['two'] } }, copied('two'));
    const visitor = await visitorWith(context, first, {
      ...second,
      transform: () => ({ x: { two: { value: 2 } } }),
    });
    context.expect(visitor.claims().version).toBe(2);
    await visitor.patch({ public: { a: '1' } });
    context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.one': '1', 'x.two': 2 });
    context.expect(visitor.claims().version).toBe(3);
  },
  'cascade.rounds.undone-writes': async (context) => {
    const undoing = notingApp('undoing', { input: { public: ['a'] }, output: { public: ['a'] } }, () => ({
      public: { a: { value: 'always' } },
    }));
    const visitor = await visitorWith(context, undoing);
    await visitor.patch({ public: { a: 'first' } });
    context.expect(await visitor.values('public.a')).toEqual({ 'public.a': 'always' });
    const token = visitor.cookie('vtex_session');
    await visitor.patch({ public: { a: 'second' } });
    context.expect(await visitor.values('public.a')).toEqual({ 'public.a': 'always' });
    context.expect(visitor.cookie('vtex_session')).toBe(token);
  },
  'cascade.rounds.create-call': async (context) => {
    const input = { public: ['a'], account: ['accountName'] };
    const output = { x: ['made'] };
    const onCreate = notingApp('on-create', { input, output, runOnCreate: true }, (_, count) => ({
      x: { made: { value: count } },
    }));
    const other = notingApp('other', { input, runOnCreate: false });
    const visitor = context.emulate({ apps: [onCreate, other] }).newVisitor();
    await visitor.post({ public: { a: '1' } });
    const called = { account: { accountName: { value: 'acme' } }, public: { a: { value: '1' } } };
    context.expect(onCreate.sent).toEqual([{}, called]);
    context.expect(other.sent).toEqual([called]);
    await visitor.post();
    context.expect([onCreate.sent.length, other.sent.length]).toEqual([2, 1]);
    const second = context.emulate({ apps: [onCreate, other] }).newVisitor();
    await second.post();
    context.expect([onCreate.sent.length, other.sent.length]).toEqual([3, 1]);
    context.expect(await second.values('x.made')).toEqual({ 'x.made': 3 });
  },
  'cascade.rounds.transform-after-create': async (context) => {
    const maker = notingApp('maker', { output: { x: ['one'] }, runOnCreate: true }, () => ({
      x: { one: { value: 1 } },
    }));
    const reader = notingApp('reader', { input: { x: ['one'], store: ['channel'] } });
    await visitorWith(context, maker, reader);
    context.expect(reader.sent).toEqual([{ x: { one: { value: 1 } }, store: { channel: { value: '1' } } }]);
  },
  'cascade.rounds.store-before-public': async (context) => {
    const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['one'] } }, copied('one'));
    const visitor = context.emulate({ apps: [app] }).newVisitor();
    const { namespaces } = (await visitor.post({ query: 'items=*', public: { a: '1' } })).json() as {
      namespaces: object;
    };
    context.expect(Object.keys(namespaces)).toEqual(['account', 'store', 'public', 'x']);
  },
  'cascade.rounds.patterns': async (context) => {
    const app = notingApp('app', {
      input: { public: ['ab.*', 'x|y', '[0-9]z', 'c+', 'd?e', '(f)', 'g{2}', '^h$', '\\w-i'] },
    });
    const visitor = await visitorWith(context, app);
    const matching = ['ab', 'abc', 'x', 'y', '7z', 'cc', 'e', 'de', 'f', 'gg', 'h', 'j-i'];
    const others = ['zab', 'a', 'xy', 'zx', 'yy', '77z', 'z', 'ccd', 'dde', 'ff', 'ggg', 'hh', '--i', 'ab\n'];
    for (const key of others) await visitor.patch({ public: { [key]: '1' } });
    context.expect(app.sent).toEqual([]);
    for (const key of matching) await visitor.patch({ public: { [key]: '1' } });
    context.expect(app.sent.length).toBe(matching.length);
    context.expect(Object.keys(app.sent.at(-1)?.['public'] ?? {}).sort()).toEqual([...matching].sort());
  },
  'cascade.rounds.dots-are-no-patterns': async (context) => {
    const app = notingApp('app', { input: { public: ['a.b'] } });
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { axb: '1' } });
    context.expect(app.sent.length).toBe(0);
    await visitor.patch({ public: { 'a.b': '1' } });
    context.expect(app.sent.length).toBe(1);
  },
  'cascade.rounds.cart': async ({ emulate, expect }) => {
    const { newVisitor } = emulate({});
    const cart = '0123456789abcdefABCDEF0123456789';
    const orderFormOf = async (cookie: string) => {
      const visitor = newVisitor();
      await visitor.post();
      visitor.hold('checkout.vtex.com', cookie);
      await visitor.patch();
      return (await visitor.values('checkout.orderFormId'))['checkout.orderFormId'];
    };
    expect(await orderFormOf(`__ofid=${cart}`)).toBe(cart);
    expect(await orderFormOf(`a=b&__ofid=${cart}`)).toBe(cart);
    expect(await orderFormOf(`__ofid=${cart}&a=b`)).toBe(cart);
    for (const none of [
      `x__ofid=${cart}`,
      `__ofid=${cart}0`,
      `__ofid=${cart}z`,
      `__ofid=${cart.slice(1)}`,
      cart,
      '__ofid=',
    ]) {
      expect(await orderFormOf(none)).toBe(undefined);
    }
    const visitor = newVisitor();
    visitor.hold('checkout.vtex.com', `__ofid=${cart}`);
    await visitor.post();
    visitor.hold('checkout.vtex.com', '__ofid=');
    await visitor.patch();
    expect(await visitor.values('checkout.orderFormId,cookie.checkout.vtex.com')).toEqual({
      'checkout.orderFormId': null,
      'cookie.checkout.vtex.com': '__ofid=',
    });
    visitor.hold('checkoutxvtex.com', 'x');
    await visitor.patch();
    expect(Object.keys(await visitor.values('cookie.checkoutxvtex.com'))).toEqual([]);
  },
  'cascade.rounds.json-of-nobody-else': async (context) => {
    const kept: unknown[] = [1];
    const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['list', 'date'] } }, (sent) => {
      (sentValue(sent, 'public', 'a') as unknown[]).push('added by the app');
      return { x: { list: { value: kept }, date: { value: new Date(0) } } };
    });
    const visitor = await visitorWith(context, app);
    await visitor.patch({ public: { a: ['as sent'] } });
    kept.push(2);
    context.expect(await visitor.values('public.a,x.list,x.date')).toEqual({
      'public.a': ['as sent'],
      'x.list': [1],
      'x.date': '1970-01-01T00:00:00.000Z',
    });
  },
};
