import { sample } from 'openapi-sampler';
import { isObject, type JsonObject } from '../util/json';
import { isJsonType } from '../wire/body';
import type { SpecOperation } from './operations';
import { inlined, type Spec } from './spec';

/** Where the body of an answer comes from. */
export type AnswerKind = 'function' | 'example' | 'sampled' | 'empty';

/** What a document says an operation answers. */
export interface DocumentAnswer {
  readonly kind: AnswerKind;
  readonly status: number;
  readonly contentType: string | undefined;
  /** Text for other media types than JSON, where the example is text. */
  readonly body: unknown;
}

/** What the caller asked for by `Prefer: code=404, example=missing` (RFC 7240). */
export interface Preference {
  readonly code?: string | undefined;
  readonly example?: string | undefined;
}

/** Levels of a schema that a sample shows; below them it is left empty. */
const mostSampledLevels = 8;

export function preferenceOf(header: string | undefined): Preference {
  const preferred = (name: string) =>
    new RegExp(`(?:^|[,;])\\s*${name}\\s*=\\s*"?([^",;]+)"?`, 'i').exec(header ?? '')?.[1]?.trim();
  return { code: preferred('code'), example: preferred('example') };
}

/**
 * The answer that the document gives: the example asked for, else its example, else a sample of its schema, else empty.
 * Undefined where a preferred code or example is not in the document.
 */
export function answerOf(
  spec: Spec,
  { operation }: SpecOperation,
  { code, example: wanted }: Preference,
): DocumentAnswer | undefined {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const key = code === undefined ? usualStatus(responses) : statusKeyOf(code, responses);
  if (key === undefined) return code === undefined ? empty(200) : undefined;
  const status = statusOf(key, code);
  const response = spec.resolve(responses[key]);
  const content = isObject(response) && isObject(response['content']) ? response['content'] : {};
  const media = mediaOf(spec, content, wanted);
  if (media === undefined) return wanted === undefined ? empty(status) : undefined;
  const [contentType, description] = media;
  const example = exampleOf(spec, description, wanted);
  if (example !== undefined) return { kind: 'example', status, contentType, body: example.value };
  if (wanted !== undefined) return undefined;
  if (description['schema'] === undefined) return empty(status);
  return { kind: 'sampled', status, contentType, body: sampled(spec, description['schema']) };
}

/** The codes and the names of examples that `Prefer` may ask for. */
export function choicesOf(spec: Spec, { operation }: SpecOperation): { codes: string[]; examples: string[] } {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const examples = Object.values(responses).flatMap((written) => {
    const response = spec.resolve(written);
    const content = isObject(response) && isObject(response['content']) ? response['content'] : {};
    return Object.values(content).flatMap((media) =>
      isObject(media) && isObject(media['examples']) ? Object.keys(media['examples']) : [],
    );
  });
  return { codes: Object.keys(responses), examples: [...new Set(examples)] };
}

const empty = (status: number): DocumentAnswer => ({
  kind: 'empty',
  status,
  contentType: undefined,
  body: undefined,
});

/** The lowest status of success, else `2XX`, else `default`, else the first there is. */
function usualStatus(responses: JsonObject): string | undefined {
  const keys = Object.keys(responses);
  return (
    keys.filter((key) => /^2\d\d$/.test(key)).sort()[0] ??
    keys.find((key) => /^2xx$/i.test(key)) ??
    keys.find((key) => key === 'default') ??
    keys.filter((key) => /^[1-5]\d\d$/.test(key)).sort()[0]
  );
}

function statusKeyOf(code: string, responses: JsonObject): string | undefined {
  const range = `${code.charAt(0)}xx`;
  const keys = Object.keys(responses);
  return (
    keys.find((key) => key === code) ??
    keys.find((key) => key.toLowerCase() === range) ??
    (/^[1-5]\d\d$/.test(code) ? keys.find((key) => key === 'default') : undefined)
  );
}

function statusOf(key: string, code: string | undefined): number {
  const digits =
    /^[2-5]\d\d$/.exec(code ?? key)?.[0] ?? (/^([2-5])xx$/i.test(key) ? `${key.charAt(0)}00` : '200');
  return Number(digits);
}

type Media = readonly [contentType: string, description: JsonObject];

/** JSON before other media types, of those that have the example that is wanted. */
function mediaOf(spec: Spec, content: JsonObject, wanted: string | undefined): Media | undefined {
  const media = Object.entries(content)
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    .sort(([one], [other]) => Number(isJsonType(other)) - Number(isJsonType(one)));
  if (wanted === undefined) return media[0];
  return media.find(([, description]) => exampleOf(spec, description, wanted) !== undefined);
}

/** `0`, `""`, `false` and `null` are examples too, so that the value comes in an object. */
function exampleOf(
  spec: Spec,
  media: JsonObject,
  wanted: string | undefined,
): { readonly value: unknown } | undefined {
  const examples = isObject(media['examples']) ? media['examples'] : {};
  const writtenValue = (written: unknown) => {
    const example = spec.resolve(written);
    return isObject(example) && Object.hasOwn(example, 'value') ? { value: example['value'] } : undefined;
  };
  if (wanted !== undefined)
    return Object.hasOwn(examples, wanted) ? writtenValue(examples[wanted]) : undefined;
  if (Object.hasOwn(media, 'example')) return { value: media['example'] };
  for (const written of Object.values(examples)) {
    const example = writtenValue(written);
    if (example !== undefined) return example;
  }
  const schema = spec.resolve(media['schema']);
  return isObject(schema) && Object.hasOwn(schema, 'example') ? { value: schema['example'] } : undefined;
}

function sampled(spec: Spec, schema: unknown): unknown {
  const { schema: whole } = inlined(spec, schema);
  try {
    return sample(whole as object, { quiet: true, maxSampleDepth: mostSampledLevels });
  } catch {
    return null; // a schema that contradicts itself has no sample
  }
}
