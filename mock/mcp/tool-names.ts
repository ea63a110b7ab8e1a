import { createHash } from 'node:crypto';

/** How tools are named: `shop.product.find`, or `shop_product_find` for hosts that refuse dots. */
export type ToolSpelling = 'dotted' | 'underscored';

/** What the protocol allows, and what the hosts that refuse dots allow. */
const rules: Readonly<Record<ToolSpelling, { readonly longest: number; readonly refused: RegExp }>> = {
  dotted: { longest: 128, refused: /[^\w.-]/g },
  underscored: { longest: 64, refused: /[^\w-]/g },
};

/** Each name in this spelling, in order. A name that is too long, or that another one has, ends in a hash of the whole. */
export function spelled(names: readonly string[], spelling: ToolSpelling): readonly string[] {
  const { longest, refused } = rules[spelling];
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(refused, '_');
    const isFree = plain.length <= longest && !taken.has(plain);
    const found = isFree ? plain : `${plain.slice(0, longest - 9)}_${hashOf(name)}`;
    taken.add(found);
    return found;
  });
}

/** What a client calls a tool, in either spelling: its name. */
export function namesBySpelling(names: readonly string[]): ReadonlyMap<string, string> {
  const bySpelling = new Map<string, string>();
  for (const spelling of ['underscored', 'dotted'] as const) {
    spelled(names, spelling).forEach((one, index) => {
      bySpelling.set(one, names[index] as string);
    });
  }
  for (const name of names) bySpelling.set(name, name);
  return bySpelling;
}

const hashOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 8);
