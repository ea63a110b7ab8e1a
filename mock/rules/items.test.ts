import { selectItems } from './items';
import { assuming, namespacesOf, type Plain, plainOf, sealed } from './testing/plain';

const namespaces = sealed(
  namespacesOf({
    account: { id: '0e', accountName: 'acme' },
    store: { channel: '1', cultureInfo: 'pt-BR' },
    public: { sc: '2', Sc: '3', 'a.b': 'dotted', cleared: '', none: null, list: [1], constructor: 'c' },
    empty: {},
  }),
);

test.each<[string, string, Plain]>([
  ['R-081: one key', 'store.channel', { store: { channel: '1' } }],
  [
    'R-081: keys of several namespaces',
    'public.sc,store.channel,store.cultureInfo',
    { public: { sc: '2' }, store: { channel: '1', cultureInfo: 'pt-BR' } },
  ],
  [
    'R-081: keys of one namespace, apart',
    'store.channel,public.sc,store.cultureInfo',
    { store: { channel: '1', cultureInfo: 'pt-BR' }, public: { sc: '2' } },
  ],
  ['R-081: a key twice', 'store.channel,store.channel', { store: { channel: '1' } }],
  ['R-090: an unknown key is left out', 'store.channel,store.x', { store: { channel: '1' } }],
  ['R-090: a namespace without a found key is left out', 'store.x,public.sc', { public: { sc: '2' } }],
  ['R-090: an unknown namespace is left out', 'profile.email,public.sc', { public: { sc: '2' } }],
  ['R-090: nothing found', 'profile.email', {}],
  ['R-090: names of Object.prototype are unknown too', '__proto__.constructor,store.toString', {}],
  ['R-070: but may be keys', 'public.constructor', { public: { constructor: 'c' } }],
  ['R-023: empty', '', {}],
  ['R-023: commas only', ',,', {}],
  ['R-081: an empty key', 'public.', {}],
  ['R-081: an empty namespace', '.sc', {}],
  ['R-093: by case', 'public.Sc,Public.sc', { public: { Sc: '3' } }],
  ['R-071: all after the first dot is the key', 'public.a.b', { public: { 'a.b': 'dotted' } }],
  ['R-071: so its first part alone is not found', 'public.a', {}],
  [
    'R-066, R-067: cleared and null are values',
    'public.cleared,public.none',
    { public: { cleared: '', none: null } },
  ],
  ['R-063: a value of any type', 'public.list', { public: { list: [1] } }],
])('%s: %j', (_, items, expected) => {
  expect(plainOf(selectItems(namespaces, items, assuming({})))).toEqual(expected);
});

test.each(['*', 'store.channel,*', '*,x'])('R-081: %j gives the session’s own namespaces', (items) => {
  expect(selectItems(namespaces, items, assuming({}))).toBe(namespaces);
});

test('R-095: keepAlive comes with its entry', () => {
  const id = { value: '0e', keepAlive: true as const };
  const selected = selectItems(new Map([['account', new Map([['id', id]])]]), 'account.id', assuming({}));
  expect(selected.get('account')?.get('id')).toBe(id);
});

describe('what only the emulator keeps, in namespaces that begin with $', () => {
  const store = { channel: '1' };
  const hiding = sealed(namespacesOf({ $creation: { __bindingId: 'b' }, store }));

  test.each<[string, Plain]>([
    ['*', { store }],
    ['store.channel,*', { store }],
    ['$creation.__bindingId,store.channel', { store }],
    ['$creation', {}],
    ['$creation.*', {}],
  ])('%j does not show it', (items, expected) => {
    const assume = assuming({ bareNamespaceItem: 'whole-namespace' });
    expect(plainOf(selectItems(hiding, items, assume))).toEqual(expected);
  });
});

describe('R-092: a bare namespace, or ns.*', () => {
  const store = { channel: '1', cultureInfo: 'pt-BR' };

  test.each<[string, Plain, Plain]>([
    ['store', {}, { store }],
    ['store.*', {}, { store }],
    ['store,public.sc', { public: { sc: '2' } }, { store, public: { sc: '2' } }],
    ['store,store.channel', { store: { channel: '1' } }, { store }],
    ['store.channel,store', { store: { channel: '1' } }, { store }],
    ['profile', {}, {}],
    ['profile.*', {}, {}],
    ['empty', {}, {}],
    ['empty.*', {}, {}],
    ['constructor', {}, {}],
  ])('%j', (items, asNothing, asWhole) => {
    const select = (bareNamespaceItem: 'nothing' | 'whole-namespace') =>
      plainOf(selectItems(namespaces, items, assuming({ bareNamespaceItem })));
    expect(select('nothing')).toEqual(asNothing);
    expect(select('whole-namespace')).toEqual(asWhole);
  });
});
