import type { CatalogueEntry } from './entry';

const own = {
  operation: 'GET /_mock/events',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service tells nobody what it is asked' },
  needs: ['variant'],
} as const;

/** GET /_mock/events. */
export const controlEvents: readonly CatalogueEntry[] = [
  {
    id: 'control.events.one-a-request',
    sentence:
      'The stream has an event for each entry of the journal, with its number and as the journal has it.',
    ...own,
  },
  {
    id: 'control.events.goes-on-where-it-was-left',
    sentence: 'A stream begins behind the entry that `Last-Event-ID` names, else behind `since`.',
    ...own,
  },
  {
    id: 'control.events.filtered-and-limited',
    sentence: 'A stream has only what its filter lets through, and ends behind as many as its limit.',
    ...own,
  },
  {
    id: 'control.events.resets-and-the-clock',
    sentence: 'A stream tells of resets and of a clock that was turned, without a number.',
    ...own,
  },
  {
    id: 'control.events.refuses-what-is-none',
    sentence: 'A stream of a filter that is none, or behind what is no number, gets 400 with the name.',
    ...own,
  },
  {
    id: 'control.events.not-for-pages-elsewhere',
    sentence: 'The stream is refused to a page of another origin.',
    ...own,
  },
];
