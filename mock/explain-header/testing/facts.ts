import type {
  EmulatorFacts,
  Facts,
  ItemsFacts,
  RequestFacts,
  SegmentFacts,
  TokenFacts,
  WriteFacts,
} from '../index';

type Rest = Omit<Facts, 'refusal' | 'emulator' | 'request' | 'token' | 'items' | 'write' | 'segment'>;

/** Parts of facts; what is left out is as of a request that says nothing. */
export interface Parts extends Partial<Rest> {
  readonly refusal?: Omit<NonNullable<Facts['refusal']>, 'message'> & { readonly message?: string };
  readonly emulator?: Partial<EmulatorFacts>;
  readonly request?: Partial<RequestFacts>;
  readonly token?: Partial<TokenFacts>;
  readonly items?: Partial<ItemsFacts>;
  readonly write?: Partial<WriteFacts>;
  readonly segment?: Partial<SegmentFacts>;
}

/** What was asked, facts of it, and all that decided the answer, in order. */
export type DecisionCase = readonly [of: string, facts: Parts, ids: readonly string[]];

export function factsWith({
  refusal,
  emulator,
  request,
  token,
  items,
  write,
  segment,
  ...rest
}: Parts): Facts {
  return {
    operation: undefined,
    cookies: 'left',
    shown: undefined,
    ...rest,
    refusal: refusal && { message: '', ...refusal },
    emulator: { ...usualEmulator, ...emulator },
    request: { ...plainRequest, ...request },
    token: { kind: 'absent', inPath: false, isAnId: false, claimsAKeptSession: false, ...token },
    items: items && { ...noItems, ...items },
    write: write && { ...emptyWrite, ...write },
    segment: segment && { ...defaultSegment, ...segment },
  };
}

const usualEmulator: EmulatorFacts = {
  strict: false,
  secureCookies: true,
  tokenForm: '2026',
  apps: [],
  cascadeRounds: 10,
};

const plainRequest: RequestFacts = {
  method: 'GET',
  pathname: '/api/sessions',
  path: '/api/sessions',
  behindRootPath: false,
  slashAtEnd: false,
  host: '127.0.0.1:9910',
  rawQuery: '',
  query: [],
  reservedNames: [],
  cookieNames: [],
  malformedCookies: false,
  credentials: false,
  foreignOrigin: false,
  namedOrigin: false,
  body: { sent: 'none', bytes: 0, contentType: undefined },
  expects: false,
  cookiesBefore: false,
};

const noItems: ItemsFacts = {
  text: 'x.y',
  found: ['x.y'],
  unknown: [],
  bare: [],
  otherCase: false,
  cleared: false,
};

const emptyWrite: WriteFacts = {
  outcome: 'edited',
  before: new Map(),
  body: {},
  asked: [],
  ignored: [],
  bodyAndQuery: [],
  leavesOthers: false,
  overtaken: false,
  recordedCookies: [],
  derived: [],
  rounds: [],
  after: new Map(),
  segmentChanged: false,
};

const defaultSegment: SegmentFacts = {
  segment: { channel: '1', utm_source: null },
  token: 'eyJjaGFubmVsIjoiMSIsInV0bV9zb3VyY2UiOm51bGx9',
  source: 'session',
  held: 'same',
  overridden: [],
  withoutEffect: [],
  supportedLocales: 'not-named',
};
