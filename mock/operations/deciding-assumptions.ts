import { isDeepStrictEqual } from 'node:util';
import type { SessionApp } from '../rules/app';
import { type Assumptions, assumptionTable } from '../rules/assumptions';
import { Refusal } from '../rules/refusal';
import type { AppCall } from '../rules/rounds';
import type { Namespaces, Session } from '../rules/session';
import { sessionRules, type World } from '../rules/write-session';
import { KeyedQueue } from '../util/keyed-queue';
import { type Answer, bodyText } from '../wire/answer';
import type { Service } from './service';

/** An assumption that decided an answer, with the value it has. */
export interface DecidingAssumption {
  readonly setting: keyof Assumptions;
  readonly value: unknown;
}

/** One request whose answer is to be explained. */
export interface Observation {
  /** Does what the observed service does, and records which sessions were read and what the session apps answered. */
  readonly service: Service;
  /**
   * The assumptions that decided the answer, in the order of the table: with another value of the setting the request
   * would get another answer, keep another session, or send other inputs to the user's apps.
   * @param answering answers the request once more; refusals are answers too
   */
  deciding(answering: (service: Service) => Promise<Answer>): Promise<readonly DecidingAssumption[]>;
}

/**
 * Asks the rules again instead of describing them a second time: the operation is tried with each alternative of each
 * assumption. Trials read the sessions that the request read, are given the answers that the user's apps gave, and
 * sign, commit and record nothing.
 */
export function observe(service: Service): Observation {
  const { repository, rules, world } = service;
  const seen: Seen = { sessions: new Map(), calls: [], now: world.clock() };

  const observedService: Service = {
    ...service,
    repository: {
      ...repository,
      async get(id) {
        const session = await repository.get(id);
        seen.sessions.set(id, session);
        return session;
      },
    },
    rules: {
      ...rules,
      async draft(current, request) {
        try {
          const draft = await rules.draft(current, request);
          seen.calls = draft.rounds.flatMap(({ calls }) => calls);
          return draft;
        } catch (error) {
          if (error instanceof Refusal) seen.calls = error.rounds.flatMap(({ calls }) => calls);
          throw error;
        }
      },
    },
  };

  return {
    service: observedService,
    async deciding(answering) {
      const outcomeUnder = async (assumptions: Assumptions): Promise<Outcome> => {
        const kept: Namespaces[] = [];
        const sent: Namespaces[] = [];
        const { status, body, setCookie } = await answering(
          trialOf(service, assumptions, seen, { kept, sent }),
        );
        return { status, body: bodyText({ status, body }), setCookie, kept, sent };
      };
      const outcome = await outcomeUnder(world.assumptions);
      const found: DecidingAssumption[] = [];
      for (const [setting, value, others] of alternativesTo(world.assumptions)) {
        for (const other of others) {
          const assumptions = { ...world.assumptions, [setting]: other };
          if (isDeepStrictEqual(await outcomeUnder(assumptions), outcome)) continue;
          found.push({ setting, value });
          break;
        }
      }
      return found;
    },
  };
}

/** What is compared between trials. */
interface Outcome extends Trace {
  readonly status: number;
  readonly body: string;
  readonly setCookie: Answer['setCookie'];
}

interface Trace {
  /** The namespaces of sessions that would be committed. */
  readonly kept: Namespaces[];
  /** The inputs that the user's apps would be sent. Another input may get another answer from them. */
  readonly sent: Namespaces[];
}

/** What the request read, besides itself. */
interface Seen {
  readonly sessions: Map<string, Session | undefined>;
  /** Of the last attempt, if other writes won before it. */
  calls: readonly AppCall[];
  readonly now: number;
}

function alternativesTo(
  assumptions: Assumptions,
): readonly (readonly [keyof Assumptions, unknown, readonly unknown[]])[] {
  return (Object.keys(assumptionTable) as (keyof Assumptions)[]).map((setting) => {
    const { default: standard, alternatives } = assumptionTable[setting];
    const value: unknown = assumptions[setting];
    return [setting, value, [standard, ...alternatives].filter((other) => !isDeepStrictEqual(other, value))];
  });
}

/** All trials share this id, so that ids never make a difference. */
const trialId = '00000000-0000-4000-8000-000000000000';

function trialOf(
  service: Service,
  assumptions: Assumptions,
  { sessions, calls, now }: Seen,
  { kept, sent }: Trace,
): Service {
  const clock = () => now;
  const builtIn = service.builtInApps({ assumptions, clock });
  const apps = service.world
    .apps()
    .map((app) => builtIn.find(({ name }) => name === app.name) ?? replaying(app, calls, sent));
  const world: World = {
    ...service.world,
    ...{ assumptions, clock, apps: () => apps, ids: () => trialId },
    order: (declared) => declared, // a shuffled order has a state, which a trial must leave alone
    signer: { ...service.world.signer, sign: (_form, claims) => JSON.stringify(claims) },
  };
  return {
    ...service,
    world,
    rules: sessionRules(world),
    repository: {
      ...service.repository,
      get: (id) => sessions.get(id),
      generation: service.repository.generation,
      commit(session) {
        kept.push(session.namespaces);
        return true;
      },
    },
    queue: new KeyedQueue(),
    tokenIds: { of: (token) => service.tokenIds.of(token), remember() {}, clear() {} },
    sign: async (draft, rules) => rules.sign(draft),
  };
}

/**
 * An app of the user's is not called again. It answers what it answered to the same input; to an input that it was not
 * given, what it answered last.
 */
function replaying(app: SessionApp, calls: readonly AppCall[], sent: Namespaces[]): SessionApp {
  const own = calls.filter((call) => call.app === app.name);
  let next = 0;
  return {
    ...app,
    transform(input) {
      sent.push(input);
      const inTurn = own[next++];
      const call = [inTurn, ...own].find((one) => isDeepStrictEqual(one?.input, input)) ?? own.at(-1);
      if (call?.failure !== undefined) throw new Error(call.failure);
      return call?.output ?? new Map();
    },
  };
}
