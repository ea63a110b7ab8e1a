import { behaviours } from './behaviours';
import { catalogue } from './catalogue';
import type { CatalogueEntry } from './catalogue/entry';
import { runBehaviour } from './run-behaviour';
import { type ListMember, parseList } from './structured-list';
import { type Explained, explainingTarget } from './targets/explaining';
import { inProcessTarget } from './targets/in-process';
import { isOf, unnameable } from './unnameable';

/** Grades travel to the user: with `x-mock-explain: 1` every answer names the behaviours that decided it. */

/** Of an answer that never came. */
const cut = Number.NaN;

/** Behaviours in which an answer of these statuses is given ahead of the session operations. */
const answeredElsewhere: Readonly<Record<string, readonly number[]>> = {
  'emulator.limits.headers': [431],
  'emulator.bodies.broken-off': [400],
  'emulator.mounted.answered-already': [200],
  'control.faults.status-in-place-of-the-answer': [503],
  'control.faults.which-and-how-many': [502, 503],
  'control.faults.are-listed': [503],
  'control.faults.are-reported': [503],
  'control.faults.lost-requests': [cut],
  'control.faults.lost-answers': [cut],
  'control.faults.delays': [503],
  'control.faults.by-header': [400, 502, 503],
  'control.faults.one-is-taken-away': [503],
  'control.journal.tells-of-faults': [503],
};

/** How many behaviours an answer names at most: of a new session that nothing was written to, and of all else. */
const most = { ofPlainCreation: 34, ofAnythingElse: 21 };

const target = inProcessTarget();
afterAll(() => target.close());

const entries = new Map(catalogue.map((entry) => [entry.id, entry]));

/** What was answered while each behaviour was tried. */
const answered = new Map<string, readonly Explained[]>();

describe('with the header every behaviour holds as without it, and what is named has its grade', () => {
  test.each(behaviours.map((behaviour) => [behaviour.id, behaviour] as const))(
    '%s',
    async (id, behaviour) => {
      const answers: Explained[] = [];
      answered.set(id, answers);
      await runBehaviour(
        behaviour,
        explainingTarget(target, (explained) => answers.push(explained)),
        expect,
      );
      for (const explained of answers) {
        const { path } = explained;
        expect([path, isNamed(explained)]).toEqual([path, isOfSessionOperation(id, explained)]);
        expect(membersOf(explained).map(tellingOf)).toEqual(membersOf(explained).map(claimOf));
      }
    },
  );
});

test('every behaviour of a session operation is named while it is tried, but those that cannot be', () => {
  const expected = behaviours.filter(({ operation }) => operation.includes(' /api/'));
  const unnamed = expected.filter(({ id }) => !named(id).includes(id));
  const excused = unnameable.flatMap(([, ...idsOrFamilies]) => idsOrFamilies);
  const open = unnamed.filter(({ id }) => !excused.some((one) => isOf(id, one)));
  const closed = excused.filter((one) => !unnamed.some(({ id }) => isOf(id, one)));
  const problems = [
    ...open.map(
      ({ id, sentence }) =>
        `${id} is never named. Add it to mock/explain-header/table, or to unnameable here.\n  ${sentence}\n${report(id)}`,
    ),
    ...closed.map((id) => `${id} is in unnameable, and is named or not in the catalogue: take it out.`),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n\n'));
  expect(answered.size).toBe(behaviours.length);
});

test('an answer names few of them, each once', () => {
  for (const [id, answers] of answered) {
    for (const explained of answers) {
      const ids = membersOf(explained).map(({ token }) => token);
      const limit = ids.includes('tokens.session.version-starts-at-2')
        ? most.ofPlainCreation
        : most.ofAnythingElse;
      if (ids.length > limit)
        throw new Error(`More than ${limit} while ${id} was tried:\n${line(explained)}`);
      expect(ids).toEqual([...new Set(ids)]);
    }
  }
});

test('no behaviour is named by more than half of all answers', () => {
  const all = [...answered.values()].flat().filter(isNamed);
  const ids = all.map((explained) => new Set(membersOf(explained).map(({ token }) => token)));
  const often = [...entries.keys()].filter(
    (id) => ids.filter((named) => named.has(id)).length > all.length / 2,
  );
  expect(all.length).toBeGreaterThan(400);
  expect(often).toEqual([]);
});

function isOfSessionOperation(id: string, { method, path, status, header }: Explained): boolean {
  if (header === undefined && answeredElsewhere[id]?.includes(status)) return false; // NaN is found too
  const [, rootPath] = /^([^?]*?)\/api\/(?:sessions|segments)(?:\/[^/?]+)?\/*(?:[?#]|$)/.exec(path) ?? [];
  return rootPath !== undefined && !rootPath.startsWith('/_mock') && method !== 'OPTIONS';
}

function isNamed({ header }: Explained): boolean {
  return header !== undefined;
}

function membersOf({ header }: Explained): readonly ListMember[] {
  return header === undefined ? [] : parseList(header);
}

function tellingOf({ token, parameters }: ListMember): object {
  return { id: token, ...parameters };
}

/** What the catalogue says of the behaviour that is named. */
function claimOf({ token }: ListMember): object {
  const { id, grade, assumption } = (entries.get(token) ?? {}) as Partial<CatalogueEntry>;
  return { id, grade, ...(assumption !== undefined && { setting: assumption.setting }) };
}

function named(id: string): readonly string[] {
  return (answered.get(id) ?? []).flatMap(membersOf).map(({ token }) => token);
}

function report(id: string): string {
  return (answered.get(id) ?? []).map(line).join('\n');
}

function line(explained: Explained): string {
  const { method, path, status } = explained;
  const ids = membersOf(explained).map(({ token }) => token);
  const more = ids.length > 8 ? ` and ${ids.length - 8} more` : '';
  const told = ids.slice(0, 8).join(', ') || 'nothing';
  return `  ${method} ${path.slice(0, 80)} ${status}: ${told}${more}`;
}
