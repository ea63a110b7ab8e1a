import { notingApp, sentValue, visitorWith } from '../harness/apps';
import { claim } from '../harness/behaviour';
import type { Values } from '../targets/target';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;

const copied = (to: string) => (sent: Values) => ({ x: { [to]: { value: sentValue(sent, 'public', 'a') } } });

/** When session apps are called, with what, and what becomes of their answers. */
export const cascadeRounds = [
  claim({
    id: 'cascade.rounds.until-nothing-changes',
    sentence: 'A change by an app calls the apps that declare the key, until nothing changes.',
    operation,
    grade: 'documented',
    evidence: ['R-231'],
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.called-again-in-the-next',
    sentence: 'An app may be called in two successive rounds of one request.',
    operation,
    grade: 'documented',
    evidence: ['R-233'],
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.side-by-side',
    sentence: 'The apps of one round are called at the same time.',
    operation,
    grade: 'documented',
    evidence: ['R-233'],
    needs,
    run: async (context) => {
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
            giveUp = setTimeout(reject, 5000, new Error('The other app was not called'));
          });
          await Promise.race([met, late]);
          clearTimeout(giveUp);
          return { [name]: { met: { value: true } } };
        });
      const visitor = await visitorWith(context, waiting('one'), waiting('two'));
      await visitor.patch({ public: { a: '1' } });
      context.expect(await visitor.values('one.met,two.met')).toEqual({ 'one.met': true, 'two.met': true });
    },
  }),
  claim({
    id: 'cascade.rounds.own-output-as-input',
    sentence: 'An app may declare its own output as input; its change calls it again.',
    operation,
    grade: 'observed',
    evidence: ['R-244'],
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.equal-objects-change-nothing',
    sentence: 'An equal value, objects and lists included, is not a change.',
    operation,
    grade: 'assumed',
    evidence: ['R-168', 'R-231'],
    noSetting: 'only the version could differ',
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.last-declared-wins',
    sentence: 'Of two apps that set one key in one round the last declared wins.',
    operation,
    grade: 'assumed',
    evidence: ['R-231'],
    noSetting: 'apps that race for a key are wrong, which a shuffled order reveals',
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.saved-once',
    sentence: 'The session is saved once, after the cascade: its version grows by one.',
    operation,
    grade: 'documented',
    evidence: ['R-162', 'R-234'],
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.undone-writes',
    sentence: 'A write that an app undoes in the same request changes nothing.',
    operation,
    grade: 'assumed',
    evidence: ['R-168', 'R-234'],
    noSetting: 'only the version could differ',
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.create-call',
    sentence: 'A new session first calls the apps with RunOnCreate only, with an empty input.',
    operation: 'POST /api/sessions',
    grade: 'documented',
    evidence: ['R-235'],
    needs,
    run: async (context) => {
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
  }),
  claim({
    id: 'cascade.rounds.transform-after-create',
    sentence: 'A key that the create call wrote calls the apps that declare it.',
    operation: 'POST /api/sessions',
    grade: 'documented',
    evidence: ['R-235'],
    needs,
    run: async (context) => {
      const maker = notingApp('maker', { output: { x: ['one'] }, runOnCreate: true }, () => ({
        x: { one: { value: 1 } },
      }));
      const reader = notingApp('reader', { input: { x: ['one'], store: ['channel'] } });
      await visitorWith(context, maker, reader);
      context.expect(reader.sent).toEqual([{ x: { one: { value: 1 } }, store: { channel: { value: '1' } } }]);
    },
  }),
  claim({
    id: 'cascade.rounds.store-before-public',
    sentence: 'The namespaces of a session start with account and store.',
    operation: 'POST /api/sessions',
    grade: 'observed',
    evidence: ['R-097'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['one'] } }, copied('one'));
      const visitor = context.emulate({ apps: [app] }).newVisitor();
      const { namespaces } = (await visitor.post({ query: 'items=*', public: { a: '1' } })).json() as {
        namespaces: object;
      };
      context
        .expect(Object.keys(namespaces))
        .toEqual(['account', 'store', 'profile', 'public', 'authentication', 'x']);
    },
  }),
  claim({
    id: 'cascade.rounds.cart',
    sentence: 'The cart in the cookie checkout.vtex.com becomes checkout.orderFormId.',
    operation,
    grade: 'observed',
    evidence: ['R-117'],
    needs,
    run: async ({ emulate, expect }) => {
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
  }),
  claim({
    id: 'cascade.rounds.copies',
    sentence: 'An in-process app receives and returns copies, as over HTTP.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'at VTEX no app runs inside Session Manager' },
    needs,
    run: async (context) => {
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
  }),
];
