import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service’s clock is the time of day' },
  needs: ['variant'],
} as const;

const turn = { operation: 'PUT /_mock/clock', ...own } as const;

/** GET and PUT /_mock/clock. */
export const controlClock: readonly CatalogueEntry[] = [
  {
    id: 'control.clock.is-told',
    sentence: 'The clock says the time and whether it stands still.',
    operation: 'GET /_mock/clock',
    ...own,
  },
  {
    id: 'control.clock.expiry-follows',
    sentence:
      'What the clock is advanced past its life has expired at once: the session, and the shopper’s login.',
    ...turn,
  },
  {
    id: 'control.clock.goes-to-a-moment',
    sentence:
      'The clock goes to the moment that it is told, and on from there; tokens are signed at that time.',
    ...turn,
  },
  {
    id: 'control.clock.stands-still',
    sentence: 'Frozen, the clock stands still until it is moved or told to go on.',
    ...turn,
  },
  {
    id: 'control.clock.durations-and-moments',
    sentence: 'Durations are of ISO 8601, months those of the calendar, and a minus in front goes back.',
    ...turn,
  },
  {
    id: 'control.clock.refuses-what-is-none',
    sentence:
      'What is no duration, no moment or no boolean gets 400 with the JSON path, and leaves the clock as it is.',
    ...turn,
  },
  {
    id: 'control.clock.reset-puts-it-back',
    sentence: 'A reset puts the clock back.',
    operation: 'POST /_mock/reset',
    ...own,
  },
  {
    id: 'control.clock.not-for-pages-elsewhere',
    sentence: 'The clock is neither told to a page of another origin nor turned by it.',
    ...turn,
  },
];
