import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { behaviours } from '../behaviours';
import { publishedBehaviours, publishedText } from './published';

const text = readFileSync(join(__dirname, '../../fixtures/behaviours.json'), 'utf8');

test('fixtures/behaviours.json is the catalogue; if not, `npm run behaviours` writes it anew', () => {
  expect(text.split('\n')).toEqual(publishedText(publishedBehaviours).split('\n'));
});

test('it holds every entry with what is known of it, and the setting of each assumption that has one', () => {
  const { behaviours: published } = JSON.parse(text) as { behaviours: Record<string, unknown>[] };
  expect(published).toEqual(
    behaviours.map(({ id, sentence, operation, grade, evidence, marker, assumption }) => ({
      id,
      sentence,
      operation,
      grade,
      evidence,
      marker,
      ...(assumption !== undefined && { setting: assumption.setting }),
    })),
  );
  expect(published.length).toBeGreaterThan(100);
  expect(published.filter(({ setting }) => setting !== undefined).length).toBeGreaterThan(10);
});
