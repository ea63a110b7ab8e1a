/**
 * The settings that stand for what nobody documents, and what the emulator assumes when none is set. They are
 * the words in which a target tells the suite what it does; besides `in-process.ts` nothing here reads `mock/`.
 */
export { type Assumptions, assumptionTable, defaultAssumptions } from '../../mock/index';
