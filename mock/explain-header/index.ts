export type {
  AskedKey,
  BodyFacts,
  EmulatorFacts,
  Facts,
  ItemsFacts,
  RequestFacts,
  SegmentFacts,
  TokenFacts,
  WriteFacts,
} from './facts';
export { decidedBy, headerValue } from './header';
