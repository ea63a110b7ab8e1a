/**
 * The suite as a command needs it: without Jest, and bundled into the published package. Only what is exported here
 * is the command's.
 */

export { fixtureOf, type GivenPolicies } from '../targets/fixture';
export { type LiveOptions, LiveRefusal, liveTarget } from '../targets/live/index';
export { reachedTarget, Unreachable } from '../targets/recognise';
export type { Target } from '../targets/target';
export { assumptionsFile, assumptionsFileSchema } from './assumptions-file';
export { type Choice, choiceProblems, chosenBehaviours } from './choose-behaviours';
export { dryRunOf } from './dry-run-of';
export { htmlReport } from './reports/html';
export { jsonReport } from './reports/json';
export { junitReport } from './reports/junit';
export { terminalReport } from './reports/terminal';
export type { Result } from './result';
export { summaryOf } from './summary';
export { liveLimits, usualLimits } from './trier';
export { type Verification, verify } from './verify';
