import { isObject } from '../util/json';
import type { SpecOperation } from './operations';
import { operationsOf } from './operations';
import type { Source } from './source';
import { type Sources, sources } from './sources';
import { readSpec } from './spec';
import { hasVtexDocuments, recordedNames, vtexDocuments } from './testing/vtex-documents';

const noVisitor = async () => ({ segment: undefined, session: undefined });

const made = (): Sources =>
  sources({
    isOwnOperation: (method, route) =>
      /^\/api\/(?:sessions|segments)$/.test(route) && ['get', 'post', 'patch'].includes(method),
    fetching: { fetch: () => Promise.reject(new Error('no network in this test')), hosts: [], timeout: 1 },
    onChanged: () => undefined,
  });

if (!hasVtexDocuments) {
  test("VTEX's documents are absent here, so that the names and answers of 76 documents are left out", () => {
    expect(vtexDocuments('documents')).toEqual([]);
  });
} else {
  test('the names of tools are those that executor gave, in its order', () => {
    const names = recordedNames();
    const ours = Object.fromEntries(
      vtexDocuments('recorded').map(({ id, text }) => [
        id,
        operationsOf(readSpec(text))
          .map(({ name }) => name)
          .sort((one, other) => one.localeCompare(other)),
      ]),
    );
    expect(ours).toMatchObject(names);
    expect(Object.values(names).flat()).toHaveLength(692);
  });

  test("the Session Manager document of the seed gives the seed's names", () => {
    const [document] = vtexDocuments('seed');
    expect(
      operationsOf(readSpec(document?.text as string))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'segment.getSegment',
      'sessions.createnewsession',
      'sessions.editsession',
      'sessions.getSession',
    ]);
  });

  // Half a minute on two cores: .ci/run sets the variable, and `npm test` says that this is left out.
  if (process.env['ALL_OPERATIONS'] === '1')
    test('each current document is added, and each operation answers with its example where it has one', async () => {
      let count = 0;
      const wrong: string[] = [];
      for (const { id, text } of vtexDocuments('documents')) {
        const all = made();
        await all.add({ spec: text, id, namespace: 'source' });
        const source = all.get(id);
        const unique = operationsOf(readSpec(text));
        count += unique.length;
        for (const operation of source.operations) {
          const problem = await wrongAnswer(source, operation);
          if (problem !== undefined) wrong.push(`${id} ${operation.name}: ${problem}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(count).toBe(1062);
    });
}

/** What is wrong with the answer of an operation at its route; undefined if nothing is. */
async function wrongAnswer(source: Source, operation: SpecOperation): Promise<string | undefined> {
  const path = source.routeOf(operation).replace(/\{[^}]*\}/g, '1');
  const matched = source.match(operation.method, path);
  if (matched === undefined) return `nothing matches ${operation.method} ${path}`;
  const answer = await source.answer(operation, {
    method: operation.method,
    path,
    query: '',
    headers: {},
    body: undefined,
    visitor: noVisitor,
  });
  const expected = firstExample(source, operation);
  if (expected === undefined)
    return answer.status >= 200 && answer.status < 600 ? undefined : `status ${answer.status}`;
  if (answer.answer !== 'example') return `the answer is ${answer.answer}`;
  return JSON.stringify(answer.body) === JSON.stringify(expected.value) ? undefined : 'another body';
}

/** The example of the lowest status of success, read without the code under test. */
function firstExample({ spec }: Source, { operation }: SpecOperation): { value: unknown } | undefined {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const status = Object.keys(responses)
    .filter((key) => /^2\d\d$/.test(key))
    .sort()[0];
  const response = status === undefined ? undefined : spec.resolve(responses[status]);
  if (!isObject(response) || !isObject(response['content'])) return undefined;
  const media = response['content']['application/json'];
  if (!isObject(media)) return undefined;
  if ('example' in media) return { value: media['example'] };
  const examples = isObject(media['examples']) ? Object.values(media['examples']) : [];
  const first = spec.resolve(examples[0]);
  return isObject(first) && 'value' in first ? { value: first['value'] } : undefined;
}
