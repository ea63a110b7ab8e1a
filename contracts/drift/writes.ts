import type { Drift } from './drift';

/** What a write does to a session. */
export const writes: readonly Drift[] = [
  {
    name: 'patch-creates-instead-of-editing',
    sentence: 'PATCH creates a new session, whatever token comes with it.',
    wrap: 'editSession',
    replace: '(call, ...rest) => original({ ...call, cookies: [] }, ...rest)',
    breaks: ['sessions.edit.keeps-the-session', 'sessions.edit.keeps-unnamed-keys'],
  },
  {
    name: 'post-always-creates',
    sentence: 'POST creates a new session, whatever token comes with it.',
    wrap: 'createSession',
    replace: '(call, ...rest) => original({ ...call, cookies: [] }, ...rest)',
    breaks: ['sessions.edit.by-post-edits-too'],
  },
  {
    name: 'body-may-write-profile',
    sentence: 'A body writes the profile namespace as it writes public.',
    find: '...toPublic',
    replace:
      "...toPublic, ...Object.entries(request.body?.profile ?? {}).map(([key, entry]) => ({ namespace: 'profile', key, entry, source: 'body' }))",
    breaks: ['sessions.body.writes-only-public', 'sessions.edit.writes-only-public'],
  },
  {
    name: 'query-not-copied',
    sentence: 'The query string of a write is not written to public.',
    wrap: 'queryWrites',
    replace: '(_query, ...rest) => original([], ...rest)',
    breaks: ['sessions.query.goes-to-public', 'sessions.query.goes-to-public-on-patch'],
  },
  {
    name: 'query-not-copied-on-patch',
    sentence: 'The query string is written at creation only.',
    wrap: 'editSession',
    replace:
      "(call, ...rest) => original({ ...call, query: call.query.filter(([name]) => name === 'items') }, ...rest)",
    breaks: ['sessions.query.goes-to-public-on-patch'],
  },
  {
    name: 'query-beats-body',
    sentence: 'Where body and query string name one key the query string wins.',
    find: "$A.bodyOrQuery === 'body'",
    replace: "$A.bodyOrQuery !== 'body'",
    breaks: ['sessions.query.or-body-counts'],
  },
  {
    name: 'first-of-a-repeated-name-counts',
    sentence: 'Of a repeated query name the first counts.',
    find: "$A.repeatedQueryKey === 'last'",
    replace: "$A.repeatedQueryKey !== 'last'",
    breaks: ['sessions.query.one-of-a-repeated-name-counts'],
  },
  {
    name: 'reserved-names-are-stored',
    sentence: 'Names that belong to the store, such as `workspace`, are written to public.',
    find: '$A.reservedQueryNames.includes(key)',
    replace: "key === 'items'",
    breaks: ['sessions.query.reserved-names-are-not-stored'],
  },
  {
    name: 'question-mark-stays-in-the-name',
    sentence: 'A name after a second question mark keeps the question mark.',
    find: "name.startsWith('?') ? name.slice(1) : name",
    replace: 'name',
    breaks: ['sessions.query.a-second-question-mark-is-no-part-of-the-name'],
  },
  {
    name: 'values-become-text',
    sentence: 'A value of another type than string is stored as text.',
    find: "writeOf('public', key, entry.value, 'body')",
    replace: "writeOf('public', key, String(entry.value), 'body')",
    breaks: ['sessions.values.numbers-survive', 'sessions.values.objects-survive'],
  },
  {
    name: 'entries-without-value-are-stored',
    sentence: 'An entry without `value` is stored as null.',
    find: '!isEntry(entry)',
    replace: "!isEntry(entry) && writes.set(key, writeOf('public', key, null, 'body'))",
    breaks: ['sessions.body.drops-an-entry-without-value'],
  },
  {
    name: 'clearing-deletes-the-key',
    sentence: 'The empty string removes a key from the session.',
    find: 'namespaceToChange(namespace).set(key, entry);',
    replace:
      "if (entry.value === '') namespaceToChange(namespace).delete(key); else namespaceToChange(namespace).set(key, entry);",
    breaks: ['sessions.values.a-cleared-key-reads-empty'],
  },
  {
    name: 'version-not-raised',
    sentence: 'A change keeps the version that the session had.',
    find: '(current?.version ?? 1) + (changed ? 1 : 0)',
    replace: 'current?.version ?? 2',
    breaks: ['sessions.versions.a-change-counts-one', 'sessions.edit.all-at-once-count'],
  },
  {
    name: 'version-starts-at-1',
    sentence: 'A new session has version 1.',
    find: 'current?.version ?? 1',
    replace: 'current?.version ?? 0',
    breaks: ['tokens.session.version-starts-at-2'],
  },
  {
    name: 'equal-objects-count-as-a-change',
    sentence: 'Writing an equal object creates a new version.',
    find: 'one.value === other.value || isDeepStrictEqual(one.value, other.value)',
    replace: 'one.value === other.value',
    breaks: ['sessions.versions.no-change-keeps-the-token'],
  },
  {
    name: 'writes-at-once-get-in-each-others-way',
    sentence: 'Writes to one session do not wait for one another.',
    find: 'before === undefined ? atOnce(work) : after(before, work, patience)',
    replace: 'atOnce(work)',
    breaks: ['sessions.edit.all-at-once-count'],
  },
  {
    name: 'namespaces-are-changed-in-place',
    sentence: 'A write changes the namespace that other sessions share.',
    find: 'new Map(state.get(name))',
    replace: '(state.get(name) ?? new Map())',
    breaks: ['sessions.versions.a-change-counts-one', 'sessions.edit.all-at-once-count'],
  },
  {
    name: 'visitors-get-one-session',
    sentence: 'All sessions have one id.',
    find: 'current?.id ?? request.id ?? world.ids()',
    replace: 'current?.id ?? account.id',
    breaks: ['sessions.create.gives-each-visitor-a-session'],
  },
  {
    name: 'reading-writes-its-query',
    sentence: 'The query string of a GET is written to public.',
    wrap: 'readSession',
    replace:
      "async (found, call, service) => { if (found.kind !== 'found') return original(found, call, service); const session = service.rules.sign(await service.rules.draft(found.session, call)); await service.repository.commit(session, found.session.token, call.generation); return original({ ...found, session }, call, service); }",
    breaks: ['sessions.read.stores-no-query'],
  },
];
