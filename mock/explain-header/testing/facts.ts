import type { Facts, ItemsFacts, RequestFacts, SegmentFacts, TokenFacts, WriteFacts } from '../index';

/** Parts of facts; what is left out is as of a request that says nothing. */
export interface Parts extends Partial<Omit<Facts, 'request' | 'token' | 'items' | 'write' | 'segment'>> {
  readonly request?: Partial<RequestFacts>;
  readonly token?: Partial<TokenFacts>;
  readonly items?: Partial<ItemsFacts>;
  readonly write?: Partial<WriteFacts>;
  readonly segment?: Partial<SegmentFacts>;
}

/** What was asked, facts of it, and all that decided the answer, in order. */
export type DecisionCase = readonly [of: string, facts: Parts, ids: readonly string[]];

export function factsWith({ request, token, items, write, segment, ...rest }: Parts): Facts {
  return {
    operation: undefined,
    refusal: undefined,
    cookies: 'left',
    ...rest,
    request: { ...plainRequest, ...request },
    token: { kind: 'absent', inPath: false, isAnId: false, claimsAKeptSession: false, ...token },
    items: items && { ...noItems, ...items },
    write: write && { ...emptyWrite, ...write },
    segment: segment && { ...defaultSegment, ...segment },
  };
}

const plainRequest: RequestFacts = {
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
  body: {},
  asked: [],
  ignored: [],
  bodyAndQuery: [],
  leavesOthers: false,
  overtaken: false,
  recordedCookies: [],
  derived: [],
  apps: [],
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
