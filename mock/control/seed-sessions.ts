import type { Account } from '../accounts/account-fixture';
import { type Logins, loginsOf, personaHint, personaSessionOf } from '../operations/persona';
import type { AccountVersion } from '../operations/served-account';
import type { Service } from '../operations/service';
import { attempts, requireGeneration, writeConflict } from '../operations/write-operation';
import { Refusal } from '../rules/refusal';
import type { Session } from '../rules/session';
import type { SessionDraft, SessionRules } from '../rules/write-session';
import { pace } from '../util/event-loop';
import { quoted, refusedInput } from './input';
import type { ControlRoute } from './route';
import {
  type ReadSeed,
  readSeed,
  type Seeded,
  type SeededSession,
  type SeedOutcome,
  type SessionToSeed,
} from './seed';
import type { ServedWorld } from './served';

export interface SeedWorld extends ServedWorld {
  /** The rules with the apps of this version, to try it before it is served. */
  readonly rulesWith: (version: AccountVersion) => SessionRules;
}

/** A session that a seed makes or edits, before it is stored. */
interface Draft {
  readonly asked: SessionToSeed;
  readonly before: Session | undefined;
  readonly session: Session;
  readonly draft: SessionDraft;
  readonly logins: Logins;
  readonly outcome: SeedOutcome;
}

export interface SeedControl {
  /**
   * Adds account data and sessions, all of them or none. Repeated, it changes nothing.
   * @throws Refusal CONTROL_INPUT_INVALID with the JSON path, or the failure of one of the user's session apps
   */
  seed(seed: unknown): Promise<Seeded>;
}

export function seeding(world: SeedWorld): SeedControl {
  const { service } = world;
  return {
    async seed(given) {
      const generation = await service.repository.begin();
      const read = readSeed(given, service.world.account.id);
      return service.queue.run('seed', () => seed(read, generation, world));
    },
  };
}

export function seedRoutes(control: SeedControl): readonly ControlRoute[] {
  return [
    {
      method: 'POST',
      path: '/_mock/seed',
      answer: async ({ largeBody }) => control.seed(await largeBody()),
    },
  ];
}

async function seed(read: ReadSeed, generation: number, world: SeedWorld): Promise<Seeded> {
  const { served, service } = world;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await service.repository.begin(); // with what another process has seeded
    requireGeneration(generation, service);
    const before = served.current;
    const { version, entries } =
      read.account === undefined ? { version: before, entries: [] } : served.with(read.account, '$.account');
    const drafts = await draftsOf(read, version, world);
    if (served.current !== before) continue; // a reset came first
    requireGeneration(generation, service);
    served.serve(version); // the commit begins in the same turn, so that no request sees one without the other
    const commits = drafts
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ session, before }) => ({ session, replaces: before?.token }));
    let isStored = false;
    try {
      isStored = await service.repository.commitAll(commits, generation);
    } finally {
      if (!isStored && served.current === version) served.serve(before);
    }
    if (isStored) {
      for (const draft of drafts) service.onWrite('seed', { ...draft, generation });
      return { account: entries, sessions: drafts.map((draft) => seededSession(draft, service)) };
    }
  }
  throw writeConflict('the seeded data');
}

async function draftsOf({ sessions }: ReadSeed, version: AccountVersion, world: SeedWorld): Promise<Draft[]> {
  const rules = world.rulesWith(version);
  const drafts: Draft[] = [];
  const work = pace();
  for (const asked of sessions) {
    drafts.push(await draftOf(asked, version.account, rules, world.service));
    if (work.isDue()) await work.turn();
  }
  return drafts;
}

async function draftOf(
  asked: SessionToSeed,
  account: Account,
  rules: SessionRules,
  service: Service,
): Promise<Draft> {
  const { id, path } = asked;
  const persona = account.personas.find((one) => one.id === asked.persona);
  if (asked.persona !== undefined && persona === undefined) {
    const problem = `is ${quoted(asked.persona)}, which the account does not have`;
    throw refusedInput(`${path}.persona`, `${problem}: ${personaHint(asked.persona, account)}`);
  }
  const before = await service.repository.get(id);
  const logins = persona === undefined ? [] : loginsOf(persona, account, service, {}, before);
  const values = Object.entries(persona?.public ?? {}).map(([key, value]) => [key, { value }] as const);
  const body = { public: Object.fromEntries([...values, ...Object.entries(asked.public)]) };
  let draft: SessionDraft;
  try {
    draft = await rules.draft(before, { query: [], cookies: logins, body, id });
  } catch (error) {
    throw refusedAt(path, error);
  }
  if (before !== undefined && !draft.changed)
    return { asked, before, session: before, draft, logins, outcome: 'unchanged' };
  const outcome = before === undefined ? 'created' : 'changed';
  return { asked, before, session: rules.sign(draft), draft, logins, outcome };
}

/** A refusal by a session app is the seed's fault; a failing app is not. */
function refusedAt(path: string, error: unknown): unknown {
  if (!(error instanceof Refusal) || error.status >= 500) return error;
  return refusedInput(path, `is refused by the session apps, with ${error.status}: ${error.message}`);
}

function seededSession(
  { asked: { id, name }, session, logins, outcome }: Draft,
  service: Service,
): SeededSession {
  const { rules, world } = service;
  const cookies = service.cookies(false);
  const { token: sessionToken, namespaces } = session;
  const { token: segmentToken } = rules.segmentOf(namespaces);
  const lines = [
    cookies.session(sessionToken),
    cookies.segment(segmentToken),
    ...logins.map(([name, token]) => cookies.login(name, token)),
  ];
  const { cookie, setCookie } = personaSessionOf(lines, '127.0.0.1', world.clock());
  return { ...(name !== undefined && { name }), id, outcome, cookie, setCookie, sessionToken, segmentToken };
}
