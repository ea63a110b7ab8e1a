/**
 * The table of assumptions. A target states what it does in terms of these settings; apart from `in-process.ts`
 * nothing else here imports `mock/`.
 */
export { type Assumptions, assumptionsSchema, assumptionTable, defaultAssumptions } from '../../mock/index';
