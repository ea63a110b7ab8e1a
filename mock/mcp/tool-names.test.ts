import { namesBySpelling, spelled } from './tool-names';

const long = (letter: string) => `shop.${letter.repeat(130)}`;

test('names that are cut differ, and fit', () => {
  for (const [spelling, longest] of [
    ['dotted', 128],
    ['underscored', 64],
  ] as const) {
    const names = [`${long('a')}b`, `${long('a')}c`];
    const [one = '', other = ''] = spelled(names, spelling);
    expect([one.length, other.length]).toEqual([longest, longest]);
    expect(one).not.toBe(other);
  }
});

test('names that are equal without dots differ', () => {
  const [one, other] = spelled(['a.b_c.d', 'a_b.c.d'], 'underscored');
  expect(one).toBe('a_b_c_d');
  expect(other).toMatch(/^a_b_c_d_[0-9a-f]{8}$/);
});

test('what executor names with other characters is spelled with allowed ones', () => {
  expect(spelled(['shop.läden & more'], 'dotted')).toEqual(['shop.l_den___more']);
});

test('a tool is found by its name and by each spelling', () => {
  const names = ['shop.item.read', long('a')];
  const bySpelling = namesBySpelling(names);
  for (const sent of [...names, ...spelled(names, 'dotted'), ...spelled(names, 'underscored')]) {
    expect(names).toContain(bySpelling.get(sent));
  }
  expect(bySpelling.get('shop_item_read')).toBe('shop.item.read');
});
