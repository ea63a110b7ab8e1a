import { Ajv } from 'ajv';
import OpenAPISchemaValidator from 'openapi-schema-validator';
import { sessionOperations } from '../operations/table';
import { sessionManagerDocument, strictDocument } from './openapi';
import { anonymous, anonymousSegment, claimsOf, segmentIn, segmentTokenOf } from './testing/visitor';

type Json = Record<string, unknown>;
interface Described {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, object>>;
  readonly 'x-evidence': readonly string[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const paths = sessionManagerDocument['paths'] as Record<string, Record<string, Described>>;
const described = Object.entries(paths).flatMap(([path, item]) =>
  methods.flatMap((method): [string, string, Described][] => {
    const operation = item[method];
    return operation === undefined ? [] : [[method, path, operation]];
  }),
);

const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(sessionManagerDocument as Json, 'document');

/** What keeps a value from being what the part of the document at a JSON pointer describes. */
function problems(pointer: string, value: unknown): unknown {
  const validate = ajv.compile({ $ref: `document#${pointer}` });
  validate(value);
  return validate.errors;
}

const pointerTo = (keys: readonly (string | number)[]) =>
  keys
    .map((key) => `/${encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');

/** The part of the document that a `$ref` names, or the thing itself. */
function resolved(part: unknown): unknown {
  const ref = (part as { $ref?: string } | undefined)?.$ref;
  if (ref === undefined) return part;
  return ref
    .slice(2)
    .split('/')
    .reduce((at, key) => (at as Json)[key], sessionManagerDocument as unknown);
}

/** Every example with the pointer to its schema: of schemas, parameters, headers, bodies. */
function examplesIn(part: unknown, at: readonly (string | number)[] = []): [string, unknown][] {
  if (typeof part !== 'object' || part === null) return [];
  const { schema, example, examples } = part as { schema?: unknown; example?: unknown; examples?: Json };
  const own: [string, unknown][] = [];
  if (example !== undefined) own.push([pointerTo(schema === undefined ? at : [...at, 'schema']), example]);
  if (schema !== undefined) {
    for (const one of Object.values(examples ?? {})) {
      own.push([pointerTo([...at, 'schema']), (resolved(one) as { value: unknown }).value]);
    }
  }
  const inside = Array.isArray(part) ? [...part.entries()] : Object.entries(part);
  return own.concat(
    inside.flatMap(([key, child]) =>
      key === 'example' || key === 'examples' ? [] : examplesIn(child, [...at, key]),
    ),
  );
}

// Whether answers match it is checked with every request of the contract suite.
describe('the OpenAPI document', () => {
  test.each([
    ['as it is served', sessionManagerDocument],
    ['as `--strict` has it', strictDocument()],
  ])('is valid OpenAPI 3.0, %s', (_, document) => {
    const validator = new OpenAPISchemaValidator({ version: 3 });
    expect(
      validator.validate(document as unknown as Parameters<typeof validator.validate>[0]).errors,
    ).toEqual([]);
  });

  test('describes exactly the operations that are served', () => {
    expect(described.map(([, , { operationId }]) => operationId).sort()).toEqual(
      [...sessionOperations].sort(),
    );
  });

  test.each(described)('%s %s names its evidence and its refusals', (_method, _path, operation) => {
    expect(operation['x-evidence'].filter((rule) => !/^R-\d{3}$/.test(rule))).toEqual([]);
    expect(operation['x-evidence'].length).toBeGreaterThan(0);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '405', '500']));
  });

  test('has no dangling reference', () => {
    const refs = [...JSON.stringify(sessionManagerDocument).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, ref]) => ref,
    );
    expect(refs.length).toBeGreaterThan(0);
    expect(refs.filter((ref) => resolved({ $ref: ref }) === undefined)).toEqual([]);
  });

  test('is not changed by strictDocument()', () => {
    const before = JSON.stringify(sessionManagerDocument);
    const strict = JSON.stringify(strictDocument());
    expect(strict).not.toBe(before);
    expect(JSON.stringify(sessionManagerDocument)).toBe(before);
  });
});

describe('its examples', () => {
  const examples = examplesIn(sessionManagerDocument);

  test('are found', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  test.each(examples)('at %s: %j', (pointer, example) => {
    expect(problems(pointer, example)).toBeNull();
  });

  test('are distinguished from invalid ones', () => {
    expect(problems('/components/schemas/Session', { id: 'x', namespaces: [] })).toHaveLength(2);
  });

  const shown = (name: string) =>
    (resolved({ $ref: `#/components/examples/${name}` }) as { value: Record<string, unknown> }).value;

  test('describe one session, the one of an anonymous visitor', () => {
    const tokens = shown('Tokens') as { sessionToken: string; segmentToken: string };
    expect(shown('Session')).toEqual({ id: claimsOf(tokens.sessionToken)['id'], namespaces: anonymous });
    expect(JSON.stringify(segmentIn(tokens.segmentToken))).toBe(JSON.stringify(shown('Segment')));
    expect(shown('Segment')).toEqual(anonymousSegment);
    expect(paths['/api/segments/{segmentToken}']).toMatchObject({
      parameters: [{ example: segmentTokenOf(shown('HandMadeSegment')) }],
    });
  });
});
