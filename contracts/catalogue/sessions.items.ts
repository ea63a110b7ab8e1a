import type { CatalogueEntry } from './entry';

const operation = 'GET /api/sessions';

/** What `items` selects. */
export const sessionsItems: readonly CatalogueEntry[] = [
  {
    id: 'sessions.items.star-gives-everything',
    sentence: 'items=* gives every namespace: account, store, and what was written to public.',
    operation,
    grade: 'documented',
    evidence: ['R-081', 'R-097'],
    marker: 'both',
  },
  {
    id: 'sessions.items.give-what-they-name',
    sentence: 'items=ns1.key1,ns2.key2 gives these and nothing beside them.',
    operation,
    grade: 'documented',
    evidence: ['R-080', 'R-081'],
    marker: 'both',
  },
  {
    id: 'sessions.items.unknown-ones-are-left-out',
    sentence: 'Unknown keys are left out, and a namespace none of whose named keys exists as a whole.',
    operation,
    grade: 'observed',
    evidence: ['R-090'],
    marker: 'both',
  },
  {
    id: 'sessions.items.id-comes-whatever-they-find',
    sentence: 'The id is there for any items.',
    operation,
    grade: 'observed',
    evidence: ['R-089'],
    marker: 'both',
  },
  {
    id: 'sessions.items.nothing-found-is-empty',
    sentence: 'When nothing matches, namespaces is an empty object.',
    operation,
    grade: 'inferred',
    evidence: ['R-090'],
    marker: 'both',
  },
  {
    id: 'sessions.items.bare-namespace',
    sentence: 'A namespace without a key, and namespace.*, give what the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-092'],
    assumption: { setting: 'bareNamespaceItem', default: 'nothing' },
    marker: 'both',
  },
  {
    id: 'sessions.items.case-counts',
    sentence: 'Namespaces and keys are matched with their case.',
    operation,
    grade: 'inferred',
    evidence: ['R-093'],
    marker: 'both',
  },
  {
    id: 'sessions.items.missing',
    sentence: 'A GET without items is refused with the status that the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-080', 'R-083'],
    assumption: { setting: 'statusOfMissingItems', default: 400 },
    marker: 'both',
  },
  {
    id: 'sessions.items.first-dot-ends-the-namespace',
    sentence: 'Of an item all behind the first dot is the key, so that a key with a dot is found.',
    operation,
    grade: 'assumed',
    evidence: ['R-071'],
    noSetting: 'no client is known that has such a key',
    marker: 'both',
  },
];
