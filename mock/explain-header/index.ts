export type {
  AskedKey,
  Facts,
  ItemsFacts,
  RequestFacts,
  SegmentFacts,
  TokenFacts,
  WriteFacts,
} from './facts';
export { decidedBy, headerValue } from './header';
