import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'how the real service reads configurations is not told' } as const;

/** Configurations of remote apps: which are refused, and when a file is read again. */
export const emulatorConfigurations: readonly CatalogueEntry[] = [
  {
    id: 'emulator.configurations.wrong-shapes',
    sentence:
      'A configuration of the wrong shape is refused, each place with what is wrong and how to mend it.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.configurations.files',
    sentence: 'A configuration may be a file; one that is not there, or not JSON, is refused with the line.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.configurations.read-again',
    sentence: 'A configuration file that changed is read again, and a broken one leaves the old in force.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
  {
    id: 'emulator.configurations.names-of-apps',
    sentence: 'Two apps of one name are refused, wherever they run.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
  },
];
