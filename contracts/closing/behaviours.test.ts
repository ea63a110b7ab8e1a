import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import controlDocument from '../../fixtures/openapi/control-plane.yaml';
import document from '../../fixtures/openapi/session-manager.yaml';
import { behaviours, families } from '../behaviours';
import { controlOperations, operations } from '../harness/claim';
import { reasonNotTried } from '../harness/run-behaviour';
import { ledger } from '../ledger';
import { defaultAssumptions } from '../targets/assumptions';
import { inProcessTarget } from '../targets/in-process';
import { citationProblems, type Text } from './citations';
import * as entries from './entries';
import * as evidence from './evidence';

/** The catalogue is closed: nothing unlisted, nothing untested. Every check is tried on breaches in `closing/`. */

const root = join(__dirname, '../..');

test('every file of behaviours belongs to a family that is listed', () => {
  const files = readdirSync(join(__dirname, '../behaviours')).filter((file) => file !== 'index.ts');
  const [named, ofParts] = [new Set<string>(), new Set<string>()];
  for (const file of files) {
    const [subject, statement, ...part] = file.replace(/\.ts$/, '').split('.');
    (part.length === 0 ? named : ofParts).add(`${subject}.${statement}`);
  }
  expect([...named].sort()).toEqual(Object.keys(families).sort());
  expect([...ofParts].filter((family) => !named.has(family))).toEqual([]);
});

test('ids are unique and begin with their family', () => {
  expect(entries.idProblems(families)).toEqual([]);
});

test('sentences are sentences, and no two the same', () => {
  expect(entries.sentenceProblems(behaviours)).toEqual([]);
});

test('a claim is of both sides, or of one and says why', () => {
  expect(entries.markerProblems(behaviours)).toEqual([]);
});

test('every operation that is served has an entry, and no entry another', () => {
  type Paths = Record<string, Record<string, { operationId?: string }>>;
  const operationsIn = ({ paths }: Record<string, unknown>) =>
    Object.entries(paths as Paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { operationId }]) => operationId !== undefined)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
  const documented = operationsIn(document);
  const routes = operationsIn(controlDocument); // its own test compares it with the routes
  expect(entries.operationProblems(behaviours, [...documented, ...routes])).toEqual([]);
  expect([...operations].sort()).toEqual(documented.sort());
  expect([...controlOperations].sort()).toEqual([...routes].sort());
});

test('what is assumed is a setting, or says why it is none', () => {
  expect(entries.assumedProblems(behaviours)).toEqual([]);
});

test('every setting is read, and has the default that is said', () => {
  expect(entries.settingProblems(behaviours, { ...defaultAssumptions })).toEqual([]);
});

test('the ledger is in order', () => {
  expect(evidence.ledgerProblems(ledger)).toEqual([]);
});

test('what is claimed of the real service cites rules of the ledger', () => {
  expect(evidence.evidenceProblems(behaviours, ledger)).toEqual([]);
});

test('every rule of the ledger is the evidence of a claim, or out of scope', () => {
  expect(evidence.openRules(behaviours, ledger)).toEqual([]);
});

test('no claim is better known than its evidence', () => {
  expect(evidence.gradeProblems(behaviours, ledger)).toEqual([]);
});

test('what code, fixtures and documents cite is there', () => {
  const rules = new Set(ledger.map(({ rule }) => rule));
  const ids = new Set(behaviours.map(({ id }) => id));
  const texts = [
    ...textsIn('mock', /\.ts$/),
    ...textsIn('contracts', /\.ts$/),
    ...textsIn('fixtures', /\.(?:json|ya?ml|[cm]?[jt]s|md)$/),
    ...textsIn('docs', /\.md$/),
    ...textsIn('examples', /\.(?:md|cjs)$/),
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map(textAt),
  ];
  expect(texts.some(({ text }) => text.includes('R-'))).toBe(true);
  const problems = texts.flatMap((text) => citationProblems(text, rules, Object.keys(families), ids));
  expect(problems).toEqual([]);
});

test('in process every behaviour is tried', async () => {
  const target = inProcessTarget();
  expect(behaviours.filter((behaviour) => reasonNotTried(behaviour, target) !== undefined)).toEqual([]);
  await target.close();
});

test('nothing here reads the emulator but its public door, and only in targets/', () => {
  const imports = textsIn('contracts', /\.ts$/).flatMap(({ path, text }) =>
    [...text.matchAll(/from '([./]*\/mock\/[^']*)'/g)].map(([, door]) => [path, door]),
  );
  expect(imports.sort()).toEqual([
    ['contracts/targets/assumptions.ts', '../../mock/index'],
    ['contracts/targets/in-process.ts', '../../mock/index'],
    ['contracts/targets/prepared.ts', '../../mock/index'],
  ]);
});

function textsIn(folder: string, name: RegExp): readonly Text[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => textAt(`${folder}/${file.replaceAll('\\', '/')}`));
}

function textAt(path: string): Text {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}
