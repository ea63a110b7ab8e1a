/**
 * What nobody documents, as settings. Each key is one open question about the real service; its default is
 * what this emulator assumes until a run against a live account says otherwise.
 */
export interface Assumptions {
  readonly statusOfPostThatEdits: 200 | 201;
  readonly statusOfPostWithItems: 200 | 201;
  readonly statusOfPatchThatCreates: 200 | 201;
  readonly tokenlessGetSetsCookies: boolean;
  readonly statusOfUnverifiableToken: 401 | 404;
  readonly statusOfForeignToken: 401 | 403 | 404;
  readonly statusOfMissingItems: 400 | 404 | 422;
  readonly reservedQueryNames: readonly string[];
  readonly repeatedQueryKey: 'first' | 'last';
  readonly bodyOrQuery: 'body' | 'query';
  readonly bareNamespaceItem: 'nothing' | 'whole-namespace';
  readonly unrepeatedCookie: 'kept' | 'dropped';
  readonly cultureComesFrom: 'cultureInfo' | 'locale';
  readonly forbiddenTradePolicy: 'refused' | 'channel-cleared';
  readonly bindingAtCreation: 'sets-defaults' | 'ignored';
  readonly cascadeRounds: number;
  readonly unsetInputs: 'absent' | 'null';
  readonly segmentComesFrom: 'session' | 'segment-cookie';
  readonly segmentAlphabet: 'base64url' | 'base64';
  readonly segmentNonAscii: 'raw' | 'escaped';
}

/** One open question: its default, what else it may be, and what it asks. */
export interface Assumption<Value> {
  readonly default: Value;
  /** What it may be besides; for names and counts there is no list. */
  readonly others?: readonly Value[];
  readonly question: string;
  /** The rules of the ledger that leave it open. */
  readonly rules: readonly string[];
}

export const assumptionTable: { readonly [Key in keyof Assumptions]: Assumption<Assumptions[Key]> } = {
  statusOfPostThatEdits: {
    default: 201,
    others: [200],
    question: 'The status of a POST that edits an existing session.',
    rules: ['R-034'],
  },
  statusOfPostWithItems: {
    default: 201,
    others: [200],
    question: 'The status of a POST that creates a session and asks for `items`.',
    rules: ['R-022'],
  },
  statusOfPatchThatCreates: {
    default: 200,
    others: [201],
    question: 'The status of a PATCH that found no session and created one.',
    rules: ['R-046'],
  },
  tokenlessGetSetsCookies: {
    default: false,
    others: [true],
    question: 'Whether a GET without a token sets cookies, and so keeps its session.',
    rules: ['R-085'],
  },
  statusOfUnverifiableToken: {
    default: 401,
    others: [404],
    question: 'The answer of GET /api/sessions to a token that names no session.',
    rules: ['R-008', 'R-086'],
  },
  statusOfForeignToken: {
    default: 403,
    others: [401, 404],
    question: 'The answer to a token of another account.',
    rules: ['R-120', 'R-167'],
  },
  statusOfMissingItems: {
    default: 400,
    others: [404, 422],
    question: 'The answer of GET /api/sessions without `items`.',
    rules: ['R-083'],
  },
  reservedQueryNames: {
    default: ['items', 'an', 'workspace', 'session_path', '__bindingId', 'supportedLocales'],
    question: 'Query names that are never written to `public`.',
    rules: ['R-053', 'R-054', 'R-055'],
  },
  repeatedQueryKey: {
    default: 'last',
    others: ['first'],
    question: 'Which of a repeated query key counts.',
    rules: ['R-056'],
  },
  bodyOrQuery: {
    default: 'body',
    others: ['query'],
    question: 'Which wins when body and query string name one key.',
    rules: ['R-057'],
  },
  bareNamespaceItem: {
    default: 'nothing',
    others: ['whole-namespace'],
    question: 'What `items=profile` and `items=profile.*` give.',
    rules: ['R-092'],
  },
  unrepeatedCookie: {
    default: 'kept',
    others: ['dropped'],
    question: 'What becomes of a recorded cookie that a later write does not repeat.',
    rules: ['R-118'],
  },
  cultureComesFrom: {
    default: 'cultureInfo',
    others: ['locale'],
    question: 'Which of `public.cultureInfo` and `public.locale` comes first.',
    rules: ['R-281'],
  },
  forbiddenTradePolicy: {
    default: 'refused',
    others: ['channel-cleared'],
    question: "What asking for a trade policy that is not the visitor's gives.",
    rules: ['R-211', 'R-212'],
  },
  bindingAtCreation: {
    default: 'sets-defaults',
    others: ['ignored'],
    question:
      'What `__bindingId` and `supportedLocales` do to a new session: choose its trade policy and culture, or nothing.',
    rules: ['R-286'],
  },
  cascadeRounds: {
    default: 10,
    question: 'How many rounds of transform calls one request may take before it counts as a loop.',
    rules: ['R-232'],
  },
  unsetInputs: {
    default: 'absent',
    others: ['null'],
    question: 'How a session app is sent a declared input that was never set.',
    rules: ['R-237'],
  },
  segmentComesFrom: {
    default: 'session',
    others: ['segment-cookie'],
    question: 'Which wins on GET /api/segments when both cookies come.',
    rules: ['R-179'],
  },
  segmentAlphabet: {
    default: 'base64url',
    others: ['base64'],
    question: 'The alphabet of the segment token.',
    rules: ['R-195'],
  },
  segmentNonAscii: {
    default: 'raw',
    others: ['escaped'],
    question: 'How the segment token writes characters beyond ASCII, such as the euro sign.',
    rules: ['R-196'],
  },
};

export const defaultAssumptions = Object.fromEntries(
  Object.entries(assumptionTable).map(([key, { default: value }]) => [key, value]),
) as unknown as Assumptions;

/** What is wrong with a value for an assumption, or undefined; completes "assumptions.KEY …". */
export function assumptionProblem(key: keyof Assumptions, value: unknown): string | undefined {
  const { default: standard, others } = assumptionTable[key];
  const allowed: readonly unknown[] = [standard, ...(others ?? [])];
  if (others !== undefined) {
    if (allowed.includes(value)) return undefined;
    return `must be ${allowed.map((one) => JSON.stringify(one)).join(' or ')}, not ${JSON.stringify(value)}`;
  }
  if (typeof standard === 'number') {
    return Number.isInteger(value) && (value as number) > 0 ? undefined : 'must be a whole number above 0';
  }
  const isNames = Array.isArray(value) && value.every((name) => typeof name === 'string');
  return isNames ? undefined : 'must be a list of names';
}
