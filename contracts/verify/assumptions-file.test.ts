import { Ajv } from 'ajv';
import { defaultAssumptions } from '../targets/assumptions';
import { assumptionsFile, assumptionsFileSchema } from './assumptions-file';
import type { SettingReport } from './discover';
import type { Verification } from './verify';

const validate = new Ajv({ strict: false, validateFormats: false }).compile(assumptionsFileSchema);

const seen = (setting: string, did: unknown): SettingReport =>
  ({ setting, question: '', assumed: 'x', seen: true, did, differs: true }) as SettingReport;
const unseen = (setting: string): SettingReport =>
  ({ setting, question: '', assumed: 'x', seen: false, reason: 'no' }) as SettingReport;

function verification(...settings: SettingReport[]): Verification {
  return {
    suite: '1.2.3',
    target: 'https://acme.example',
    date: new Date('2026-01-02T03:04:05Z'),
    results: [],
    settings,
    answered: true,
  };
}

test('has the determined values, the target and the date, and is valid', () => {
  const text = assumptionsFile(verification(seen('bodyOrQuery', 'query'), unseen('cascadeRounds')));
  const file = JSON.parse(text ?? '');
  expect(file).toEqual({
    $schema: './node_modules/vtex-session-mock/fixtures/session-manager.assumptions.schema.json',
    target: 'https://acme.example',
    date: '2026-01-02T03:04:05.000Z',
    suite: '1.2.3',
    assumptions: { bodyOrQuery: 'query' },
  });
  expect([validate(file), validate.errors]).toEqual([true, null]);
});

test('is not written when no setting was determined', () => {
  expect(assumptionsFile(verification(unseen('cascadeRounds')))).toBe(undefined);
});

test.each([
  [{ assumptions: defaultAssumptions }, true],
  [{}, false],
  [{ assumptions: { bodyOrQuery: 'both' } }, false],
  [{ assumptions: { bodyOrQerry: 'body' } }, false],
  [{ assumptions: { cascadeRounds: 0 } }, false],
  [{ assumptions: { reservedQueryNames: 'an' } }, false],
  [{ assumptions: {}, more: 1 }, false],
])('the schema accepts %j: %j', (file, good) => {
  expect(validate(file)).toBe(good);
});
