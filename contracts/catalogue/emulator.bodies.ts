import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const marker = { emulatorOnly: 'what the real service reads as a body is not known' } as const;

/** Which bodies are read, and how the others are refused. */
export const emulatorBodies: readonly CatalogueEntry[] = [
  {
    id: 'emulator.bodies.content-types',
    sentence: 'A body is read when its content type is JSON, or of the +json kind, in UTF-8.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.bodies.untold-content-type',
    sentence: 'A body that does not tell its content type is read as JSON.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.bodies.other-content-types',
    sentence:
      'A body of another content type, another charset or compressed gets 415, which names what was sent.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.bodies.nothing-to-read',
    sentence: 'An empty body is none, of whatever content type.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.bodies.at-most-1-mb',
    sentence: 'A body of 1 MB is taken, one byte more gets 413.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.bodies.in-chunks',
    sentence: 'A body may come in chunks, and its size is limited then too.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.bodies.not-utf-8',
    sentence: 'A body that is not UTF-8 is refused, a byte order mark in front of it is not.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.bodies.broken-off',
    sentence: 'A body that breaks off before its announced length gets 400 and makes no session.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw', 'variant'],
  },
  {
    id: 'emulator.bodies.nesting',
    sentence: 'A body may be nested 200 levels deep and no deeper.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.bodies.messages',
    sentence: 'Bodies of the wrong shape are refused with what is wrong and what to send instead.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.bodies.reads-take-none',
    sentence: 'A GET with a body is answered as one without.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
];
