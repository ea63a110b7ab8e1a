import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import document from '../fixtures/openapi/session-manager.yaml';
import { behaviours, runFamilies } from './behaviours';
import { catalogueFamilies } from './catalogue';
import { grades } from './catalogue/entry';
import { reasonNotTried } from './run-behaviour';
import { type Assumptions, defaultAssumptions } from './targets/assumptions';
import { inProcessTarget } from './targets/in-process';

/** Settings that no behaviour reads yet, and why. */
const unread: Partial<Record<keyof Assumptions, string>> = {
  cascadeRounds: 'only an app that never settles shows it, and no target can be given apps yet',
  unsetInputs: 'only an app can tell what it was sent, and no target can be given apps yet',
  bindingAtCreation: 'no target tells the bindings of its account yet',
  unrepeatedCookie: 'no app that is built in declares a cookie as input yet',
};

test('ids are unique and well formed', () => {
  const ids = behaviours.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z]+\.[a-z-]+\.[a-z0-9-]+$/.test(id))).toEqual([]);
});

test('each family is one file of claims and one of what tries them, and begins its ids', () => {
  for (const [folder, families, others] of [
    ['catalogue', catalogueFamilies, ['entry.ts', 'index.ts']],
    ['behaviours', runFamilies, ['index.ts']],
  ] as const) {
    const files = readdirSync(join(__dirname, folder)).filter((file) => !others.includes(file as never));
    expect(
      Object.keys(families)
        .map((family) => `${family}.ts`)
        .sort(),
    ).toEqual(files.sort());
  }
  for (const [family, members] of Object.entries(catalogueFamilies)) {
    expect(members.map(({ id }) => id).filter((id) => !id.startsWith(`${family}.`))).toEqual([]);
  }
});

test('every claim has what tries it, and nothing is tried that is not claimed', () => {
  for (const [family, members] of Object.entries(catalogueFamilies)) {
    expect(Object.keys(runFamilies[family] ?? {}).sort()).toEqual(members.map(({ id }) => id).sort());
  }
});

test('sentences are sentences, and no two the same', () => {
  const sentences = behaviours.map(({ sentence }) => sentence);
  expect(sentences.filter((sentence) => !/^\S.+\S\.$/.test(sentence))).toEqual([]);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test('evidence is cited by rules, and what is claimed of the real service has some', () => {
  for (const { id, evidence, marker, grade } of behaviours) {
    expect([id, evidence.filter((rule) => !/^R-\d{3}$/.test(rule))]).toEqual([id, []]);
    expect([id, grade, evidence.length > 0 || marker !== 'both']).toEqual([id, grade, true]);
    expect(grades).toContain(grade);
  }
});

test('a behaviour of one side only says why, and no behaviour is of each side alone', () => {
  const markers = behaviours.flatMap(({ marker }) => (marker === 'both' ? [] : [marker]));
  expect(markers.filter((marker) => Object.keys(marker).length !== 1)).toEqual([]);
  const reasons = markers.flatMap((marker) => Object.values(marker) as string[]);
  expect(reasons.filter((reason) => reason.length < 10)).toEqual([]);
});

test('every operation of the OpenAPI document has a behaviour, and no behaviour another', () => {
  const paths = document['paths'] as Record<string, Record<string, { operationId?: string }>>;
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => operationId !== undefined)
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect([...new Set(behaviours.map(({ operation }) => operation))].sort()).toEqual(served.sort());
});

test('every setting has a behaviour, or stands in the list of those that have none', () => {
  const read = behaviours.flatMap(({ assumption }) => assumption?.setting ?? []);
  expect([...new Set([...read, ...Object.keys(unread)])].sort()).toEqual(
    Object.keys(defaultAssumptions).sort(),
  );
  expect(read.filter((setting) => setting in unread)).toEqual([]);
});

test('defaults are what the behaviours say they are', () => {
  for (const { id, assumption } of behaviours) {
    if (assumption === undefined) continue;
    expect([id, defaultAssumptions[assumption.setting]]).toEqual([id, assumption.default]);
  }
});

test('in process every behaviour is tried', async () => {
  const target = inProcessTarget();
  expect(behaviours.filter((behaviour) => reasonNotTried(behaviour, target) !== undefined)).toEqual([]);
  await target.close();
});

test('nothing here reads the emulator but its public door, and only in targets/', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ts$/.test(file),
  );
  const imports = files.flatMap((file) =>
    [...readFileSync(join(__dirname, file), 'utf8').matchAll(/from '([./]*\/mock\/[^']*)'/g)].map(
      ([, path]) => [file, path],
    ),
  );
  expect(imports.sort()).toEqual([
    [join('targets', 'assumptions.ts'), '../../mock/index'],
    [join('targets', 'in-process.ts'), '../../mock/index'],
    [join('targets', 'prepared.ts'), '../../mock/index'],
  ]);
});
