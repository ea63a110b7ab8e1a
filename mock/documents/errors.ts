import { Refusal, type RefusalCode } from '../rules/refusal';

/** What can be wrong with a document that is previewed or added. */
export type SpecCode = Extract<RefusalCode, `SPEC_${string}`>;

/** The names that executor gives to these errors. */
const types: Readonly<Record<SpecCode, string>> = {
  SPEC_UNREADABLE: 'OpenApiParseError',
  SPEC_TOO_LARGE: 'OpenApiParseError',
  SPEC_UNREACHABLE: 'OpenApiParseError',
  SPEC_URL_NOT_ALLOWED: 'OpenApiParseError',
  SPEC_REFERENCE_OUTSIDE: 'OpenApiExtractionError',
  SPEC_VERSION_UNSUPPORTED: 'OpenApiExtractionError',
  SPEC_WITHOUT_OPERATIONS: 'OpenApiExtractionError',
};

export function badSpec(code: SpecCode, message: string): Refusal {
  return new Refusal({ status: 400, type: types[code], code, message });
}
