/** What the table asks of session apps, in words. */
import type { SessionApp } from '../rules/app';
import type { AppCall, Round } from '../rules/rounds';
import { entryAt, type JsonValue, type Namespaces, valueText } from '../rules/session';
import type { Facts } from './facts';

const shipped: ReadonlySet<string> = new Set([
  'store-session',
  'authentication-session',
  'impersonate-session',
  'profile-session',
  'rnb-session',
  'checkout-session',
  'search-session',
  'shopper-session',
]);

export const isOwn = ({ app }: { readonly app: string }): boolean => !shipped.has(app);
export const isInstalled = ({ emulator }: Facts, name: string): boolean =>
  emulator.apps.some((app) => app.name === name);
/** The app as it was declared. */
export const appOf = ({ emulator }: Facts, { app }: AppCall): SessionApp | undefined =>
  emulator.apps.find(({ name }) => name === app);

export const rounds = ({ write }: Facts): readonly Round[] => write?.rounds ?? [];
export const transforms = (facts: Facts): readonly Round[] =>
  rounds(facts).filter(({ call }) => call === 'transform');
export const callsIn = (some: readonly Round[]): readonly AppCall[] => some.flatMap(({ calls }) => calls);
/** Calls of apps that are none of those VTEX ships, the create call left out. */
export const ownCalls = (facts: Facts): readonly AppCall[] => callsIn(transforms(facts)).filter(isOwn);
/** Its last call, which is what counts. */
export const lastCall = (facts: Facts, app: string): AppCall | undefined =>
  callsIn(rounds(facts)).findLast((call) => call.app === app);

/** A value by its item, `namespace.key`; undefined when it is not there. */
export function valueAt(namespaces: Namespaces | undefined, item: string): JsonValue | undefined {
  const dot = item.indexOf('.');
  const ref = { namespace: item.slice(0, dot), key: item.slice(dot + 1) };
  return namespaces === undefined ? undefined : entryAt(namespaces, ref)?.value;
}

/** A value that says something, as text; undefined for one that is not there, null or empty. */
export function textIn(namespaces: Namespaces | undefined, item: string): string | undefined {
  const value = valueAt(namespaces, item);
  return value === undefined || value === null || value === '' ? undefined : valueText(value);
}

export const before = ({ write }: Facts, item: string): string | undefined => textIn(write?.before, item);
export const after = ({ write }: Facts, item: string): string | undefined => textIn(write?.after, item);
/** It said something, and does so no more. */
export const isLost = (facts: Facts, item: string): boolean =>
  facts.write?.after !== undefined && before(facts, item) !== undefined && after(facts, item) === undefined;

export function itemsIn(namespaces: Namespaces | undefined): readonly string[] {
  return [...(namespaces ?? [])].flatMap(([name, entries]) =>
    [...entries.keys()].map((key) => `${name}.${key}`),
  );
}
