import { isDeepStrictEqual } from 'node:util';
import { createSessionManager } from '../session-manager';
import { operationsOf } from './operations';
import { previewOf } from './preview';
import { readSpec } from './spec';
import {
  exampleOf,
  shapeByTheRules,
  shapeOf,
  type WrittenOperation,
  writtenOperations,
} from './testing/by-the-rules';
import { hasVtexDocuments, recordedNames, vtexDocuments } from './testing/vtex-documents';
import { toolOf } from './tool';

if (!hasVtexDocuments) {
  test("VTEX's documents are absent here, so that the names and answers of 76 documents are left out", () => {
    expect(vtexDocuments('documents')).toEqual([]);
  });
} else {
  test('the names of tools are those that executor gave, in its order', () => {
    const names = recordedNames();
    const ours = Object.fromEntries(
      vtexDocuments('recorded').map(({ id, text }) => [id, previewOf(readSpec(text)).toolNames]),
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

  test('the tools of the recorded documents have the descriptions and the inputs of the rules', () => {
    const ours = vtexDocuments('recorded').flatMap(({ id, text }) => {
      const spec = readSpec(text);
      return operationsOf(spec).map((operation) => ({ id, ...shapeOf(toolOf(spec, operation)) }));
    });
    const expected = vtexDocuments('recorded').flatMap(({ id, text }) =>
      writtenOperations(JSON.parse(text)).map((operation) => ({ id, ...shapeByTheRules(operation) })),
    );
    const sorted = (shapes: readonly object[]) => shapes.map((shape) => JSON.stringify(shape)).sort();
    expect(sorted(ours)).toEqual(sorted(expected));
    expect(ours).toHaveLength(692);
  });

  // Half a minute on two cores: .ci/run sets the variable, and `npm test` says that this is left out.
  if (process.env['ALL_OPERATIONS'] === '1')
    test('each current document is added, and each operation answers over HTTP with its example where it has one', async () => {
      const manager = createSessionManager();
      const { url } = await manager.listen();
      const wrong: string[] = [];
      const count = { all: 0, examples: 0, own: 0, twins: 0 };
      let adding = 0; // microseconds of processor time
      for (const { id, text } of vtexDocuments('documents')) {
        const before = process.cpuUsage();
        await manager.documents.add({ spec: text, id });
        const { user, system } = process.cpuUsage(before);
        adding += user + system;
        const first = new Map<string, WrittenOperation>(); // of a route, in the order in which they are read
        for (const operation of inReadingOrder(writtenOperations(JSON.parse(text)))) {
          const route = `${operation.method} ${operation.base}${operation.path.replace(/\{[^}]*\}/g, '{}')}`;
          if (first.has(route)) count.twins++;
          else first.set(route, operation);
          count.all++;
          const problem = await wrongAnswer(url, id, first.get(route) as WrittenOperation, count);
          if (problem !== undefined) wrong.push(`${id} ${route}: ${problem}`);
        }
        await manager.documents.remove(id); // since 64 is the most at once
      }
      await manager.close();
      expect(wrong).toEqual([]);
      // Four are the emulator's own. Two have the route of another operation, which answers there: their document is warned of.
      expect(count).toEqual({ all: 1062, examples: 772, own: 4, twins: 2 });
      expect(adding).toBeLessThan(3_000_000);
    });
}

const inReadingOrder = (operations: readonly WrittenOperation[]) =>
  [...operations].sort((one, other) => one.path.localeCompare(other.path));

/** What is wrong with the answer over HTTP; undefined if nothing is. */
async function wrongAnswer(
  url: string,
  id: string,
  operation: WrittenOperation,
  count: { examples: number; own: number },
): Promise<string | undefined> {
  const path = `${operation.base}${operation.path}`.replace(/\{[^}]*\}/g, '1').replace(/[?#].*$/, '');
  const answer = await fetch(url + path, { method: operation.method.toUpperCase() });
  const text = await answer.text();
  const source = answer.headers.get('x-mock-source');
  if (answer.status >= 500) return `status ${answer.status}`;
  if (source === null) {
    count.own++;
    return id === 'session-manager-api'
      ? undefined
      : `not answered by the document: ${answer.status} ${text}`;
  }
  const expected = exampleOf(operation);
  if (expected === undefined) return undefined;
  count.examples++;
  if (source !== `${id};answer=example`) return `the answer is ${source}`;
  const isSame = answer.status === expected.status && isDeepStrictEqual(JSON.parse(text), expected.body);
  return isSame ? undefined : `another answer: ${answer.status} ${text.slice(0, 100)}`;
}
