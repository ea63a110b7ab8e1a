import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** The catalogue is closed: nothing is unlisted or untested. */

const root = join(__dirname, '../..');

test('every file in behaviours/ belongs to a listed family', () => {
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

test('every claim has its own sentence', () => {
  expect(entries.sentenceProblems(behaviours)).toEqual([]);
});

test('a claim about one side only has a reason', () => {
  expect(entries.markerProblems(behaviours)).toEqual([]);
});

test('claims cover exactly the served operations', () => {
  type Paths = Record<string, Record<string, { operationId?: string }>>;
  const operationsIn = ({ paths }: Record<string, unknown>) =>
    Object.entries(paths as Paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { operationId }]) => operationId !== undefined)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
  const documented = operationsIn(document);
  // A test of the control plane's document compares it with the routes.
  expect(entries.operationProblems(behaviours, [...documented, ...controlOperations])).toEqual([]);
  expect([...operations].sort()).toEqual(documented.sort());
});

test('every assumption has a setting, or the reason why it has none', () => {
  expect(entries.assumedProblems(behaviours)).toEqual([]);
});

test('every setting is read by a claim, with its real default', () => {
  expect(entries.settingProblems(behaviours, { ...defaultAssumptions })).toEqual([]);
});

test('the ledger is in order', () => {
  expect(evidence.ledgerProblems(ledger)).toEqual([]);
});

test('claims about the real service cite rules of the ledger', () => {
  expect(evidence.evidenceProblems(behaviours, ledger)).toEqual([]);
});

test('every rule of the ledger is cited by a claim, or out of scope', () => {
  expect(evidence.openRules(behaviours, ledger)).toEqual([]);
});

test('no claim has a better grade than its evidence', () => {
  expect(evidence.gradeProblems(behaviours, ledger)).toEqual([]);
});

test('code, fixtures and documents cite only existing rules and behaviours', () => {
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

test('every behaviour can be tried in process', async () => {
  const target = inProcessTarget();
  expect(behaviours.filter((behaviour) => reasonNotTried(behaviour, target) !== undefined)).toEqual([]);
  await target.close();
});

function textsIn(folder: string, name: RegExp): readonly Text[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => textAt(`${folder}/${file.replaceAll('\\', '/')}`));
}

function textAt(path: string): Text {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}
