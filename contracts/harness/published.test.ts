import { behaviours } from '../behaviours';
import { publishedBehaviours, publishedText } from './published';

test('fixtures/behaviours.json has every claim, one a line, with the setting of an assumption', () => {
  const lines = publishedText(publishedBehaviours).split('\n');
  expect(lines.length).toBe(behaviours.length + 5);
  const published = (JSON.parse(lines.join('\n')) as { behaviours: { id: string; setting?: string }[] })
    .behaviours;
  expect(published.map(({ id }) => id)).toEqual(behaviours.map(({ id }) => id));
  expect(published.find(({ id }) => id === 'sessions.edit.by-post-status')).toEqual({
    id: 'sessions.edit.by-post-status',
    sentence: expect.stringMatching(/\.$/),
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-034', 'R-020'],
    marker: 'both',
    setting: 'statusOfPostThatEdits',
  });
});
