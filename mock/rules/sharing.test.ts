import type { Entry, Namespaces } from './session';
import { sharing } from './sharing';

const of = (content: Record<string, Record<string, Entry>>): Namespaces =>
  new Map(Object.entries(content).map(([name, entries]) => [name, new Map(Object.entries(entries))]));

const store = { channel: { value: '1' }, currencyCode: { value: 'BRL' } };

test('equal namespaces are one map, and so is each equal part of different ones', () => {
  const { shared } = sharing();
  const one = shared(of({ store, public: { country: { value: 'BRA' } } }));
  expect(shared(of({ store, public: { country: { value: 'BRA' } } }))).toBe(one);
  const other = shared(of({ store, public: { country: { value: 'ARG' } } }));
  expect(other.get('store')).toBe(one.get('store'));
  expect(other.get('public')).not.toBe(one.get('public'));
});

test.each<[string, Record<string, Record<string, Entry>>, Record<string, Record<string, Entry>>]>([
  [
    'the order of keys',
    { a: { x: { value: '1' }, y: { value: '2' } } },
    { a: { y: { value: '2' }, x: { value: '1' } } },
  ],
  ['the order of namespaces', { a: {}, b: {} }, { b: {}, a: {} }],
  ['where the name of a namespace ends', { a: {}, b: {} }, { 'a:1,b': {} }],
  ['where a name ends', { a: { xy: { value: 'z' } } }, { a: { x: { value: 'yz' } } }],
  [
    'a value that looks like another key',
    { a: { x: { value: '1:y1:2' } } },
    { a: { x: { value: '' }, y: { value: '2' } } },
  ],
  ['keepAlive', { a: { x: { value: '1' } } }, { a: { x: { value: '1', keepAlive: true } } }],
  [
    'their values, with the same hash',
    { a: { x: { value: '1au5czy1ezbffn' } } },
    { a: { x: { value: 'aotcqe1fqwuln' } } },
  ],
  ['a number and its text', { a: { x: { value: 1 } } }, { a: { x: { value: '1' } } }],
])('namespaces that differ in %s stay apart', (_, one, other) => {
  const { shared } = sharing();
  expect(shared(of(one))).toEqual(of(one));
  const kept = shared(of(other));
  expect(JSON.stringify([...kept].map(([name, entries]) => [name, [...entries]]))).toBe(
    JSON.stringify([...of(other)].map(([name, entries]) => [name, [...entries]])),
  );
});
