/**
 * The suite for the command line: without Jest, bundled into the published package. The command imports only this file.
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
