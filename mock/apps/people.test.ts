import { directoryOf } from './people';
import { ann, annId, bob } from './testing/account';

const people = directoryOf([{ ...ann, email: 'Ann@Example.com' }, bob]);

test.each([
  [annId, 'Ann@Example.com'],
  [bob.id, 'bob@example.com'],
  [annId.slice(1), undefined],
  ['ann@example.com', undefined],
  [undefined, undefined],
])('by id: %s is %s', (id, email) => {
  expect(people.byId(id)?.email).toBe(email);
});

test.each([
  ['ann@example.com', annId],
  ['ANN@EXAMPLE.COM', annId],
  ['bob@example.com', bob.id],
  ['eve@example.com', undefined],
  ['', undefined],
  [undefined, undefined],
])('by e-mail: %s is %s', (email, id) => {
  expect(people.byEmail(email)?.id).toBe(id);
});
