import { isDeepStrictEqual } from 'node:util';
import type { Behaviour } from '../harness/behaviour';
import { randomName, visitorOf } from '../harness/visitor';
import { type Assumptions, assumptionTable, defaultAssumptions } from '../targets/assumptions';
import type { Target } from '../targets/target';
import type { Trier } from './trier';

export type SettingName = keyof Assumptions;

/** The result for one setting. */
export type SettingReport = {
  readonly setting: SettingName;
  readonly question: string;
  /** Our default. */
  readonly assumed: unknown;
} & (
  | { readonly seen: true; readonly did: unknown; readonly differs: boolean }
  | { readonly seen: false; readonly reason: string }
);

export interface Discovery {
  /** The determined values, and the defaults of unknown settings. */
  readonly assumptions: Assumptions;
  readonly settings: readonly SettingReport[];
}

type Verdict = { readonly value: unknown } | { readonly reason: string };

const names = Object.keys(assumptionTable) as readonly SettingName[];

/**
 * Finds for each setting the value with which all behaviours that read it pass. A behaviour may also read other
 * settings, so this repeats until nothing changes. Repeating with the same settings sends no requests.
 */
export async function discover(behaviours: readonly Behaviour[], trier: Trier): Promise<Discovery> {
  const start = trier.target.assumptions;
  const candidates = candidatesOf(trier);
  const restless = new Set<SettingName>();
  let assumptions = start;
  let verdicts = new Map<SettingName, Verdict>();
  for (let round = 1; round <= 2 * mostRounds; round += 1) {
    const before = verdicts;
    verdicts = new Map();
    for (const setting of names) {
      const readers = behaviours.filter(({ assumption }) => assumption?.setting === setting);
      const verdict = await verdictOn(setting, { readers, trier, assumptions, candidates });
      verdicts.set(setting, verdict);
      if (round > mostRounds && !isDeepStrictEqual(verdict, before.get(setting))) restless.add(setting);
    }
    const next = withSeen(start, verdicts);
    if (isDeepStrictEqual(next, assumptions)) break;
    assumptions = next;
  }
  const reason = 'it depends on other settings that are unknown';
  for (const setting of restless) verdicts.set(setting, { reason });
  return {
    assumptions: withSeen(start, verdicts),
    settings: names.map((setting) => reported(setting, verdicts.get(setting))),
  };
}

/** Each round determines at least one more setting. Settings that change after that many rounds never settle. */
const mostRounds = names.length;

type Candidates = (setting: SettingName) => Promise<readonly unknown[]>;

interface Asking {
  readonly readers: readonly Behaviour[];
  readonly trier: Trier;
  readonly assumptions: Assumptions;
  readonly candidates: Candidates;
}

async function verdictOn(setting: SettingName, asking: Asking): Promise<Verdict> {
  const { readers, trier, assumptions, candidates } = asking;
  const { tried, reason = 'no selected behaviour reads it' } = await triedOf(readers, asking);
  if (tried.length === 0) return { reason };
  const fitting: unknown[] = [];
  try {
    for (const value of await candidates(setting)) {
      const given = { ...assumptions, [setting]: value };
      if (await allPass(tried, given, trier)) fitting.push(value);
    }
  } catch (error) {
    return { reason: (error as Error).message };
  }
  if (fitting.length === 1) return { value: fitting[0] };
  const ids = tried.map(({ id }) => id).join(', ');
  if (fitting.length === 0) return { reason: `no value matches what the target does in ${ids}` };
  return {
    reason: `${fitting.map((value) => JSON.stringify(value)).join(' and ')} give the same result in ${ids}`,
  };
}

/** The readers that can be tried, and the reason for those that cannot. */
async function triedOf(readers: readonly Behaviour[], { trier, assumptions }: Asking) {
  const tried: Behaviour[] = [];
  let reason: string | undefined;
  for (const reader of readers) {
    const trial = await trier.try(reader, assumptions);
    if (trial.outcome === 'not tried') reason ??= trial.reason;
    else tried.push(reader);
  }
  return { tried, reason };
}

async function allPass(
  behaviours: readonly Behaviour[],
  assumptions: Assumptions,
  trier: Trier,
): Promise<boolean> {
  for (const behaviour of behaviours) {
    if ((await trier.try(behaviour, assumptions)).outcome !== 'passed') return false;
  }
  return true;
}

/** The values to try. Without a list of values a probe finds them, once. */
function candidatesOf(trier: Trier): Candidates {
  const probed = new Map<SettingName, readonly unknown[]>();
  return async (setting) => {
    const { type, default: standard, alternatives } = assumptionTable[setting];
    if (type === 'choice') return [standard, ...alternatives];
    const probe = probes[setting];
    if (probe === undefined) throw new Error('no request shows its value');
    const found = probed.get(setting) ?? [await trier.ask<unknown>(probe)];
    probed.set(setting, found);
    return found;
  };
}

function withSeen(start: Assumptions, verdicts: ReadonlyMap<SettingName, Verdict>): Assumptions {
  const seen = [...verdicts].flatMap(([setting, verdict]) =>
    'value' in verdict ? [[setting, verdict.value]] : [],
  );
  return { ...start, ...Object.fromEntries(seen) };
}

function reported(setting: SettingName, verdict: Verdict | undefined): SettingReport {
  const { default: assumed, question } = assumptionTable[setting];
  if (verdict === undefined || 'reason' in verdict) {
    return { setting, question, assumed, seen: false, reason: verdict?.reason ?? 'not asked' };
  }
  const did = verdict.value;
  const differs = !isDeepStrictEqual(did, assumed);
  return { setting, question, assumed, seen: true, did, differs };
}

type Probes = {
  readonly [Setting in keyof Assumptions]?: (target: Target) => Promise<Assumptions[Setting]>;
};

/** Probes for settings that have no list of values. */
export const probes: Probes = { reservedQueryNames };

/** The default reserved names that the target does not store in `public`. */
async function reservedQueryNames(target: Target): Promise<readonly string[]> {
  const visitor = visitorOf(target);
  // `an` names the account; another account might be refused.
  const account = target.account ?? (await visitor.values('account.accountName'))['account.accountName'];
  const names = defaultAssumptions.reservedQueryNames;
  const key = randomName('color');
  const query = [...names.filter((name) => name !== 'items'), key].map((name) => `${name}=${account}`);
  const written = await visitor.post({ query: [`items=public.${key}`, ...query].join('&') });
  if (written.status >= 300) throw new Error(`the write that probes it got status ${written.status}`);
  const stored = Object.keys(await visitor.values([...names, key].map((name) => `public.${name}`).join(',')));
  if (!stored.includes(`public.${key}`)) throw new Error('the probe found that no query string is stored');
  return names.filter((name) => !stored.includes(`public.${name}`));
}
