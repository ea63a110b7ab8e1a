import { askedOf, created, edited, isPost, onASession, unchanged } from '../asking';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const isCreation = (facts: Facts): boolean => facts.operation === 'createSession' && created(facts);
const isPatch = ({ operation }: Facts): boolean => operation === 'editSession';

/** Which session was written, and what became of its version and its tokens. */
export const writes: readonly Decision[] = [
  decision(({ write }) => write?.overtaken === true, 'sessions.edit.all-at-once-count'),
  decision(
    (facts) => onASession(facts) && facts.token.kind === 'older',
    'sessions.versions.an-old-token-edits-the-newest-state',
  ),
  decision(
    (facts) => isCreation(facts) && facts.items?.text === '',
    'sessions.create.accepts-empty-items',
    'sessions.create.empty-items-answer-no-namespaces',
  ),
  decision(
    (facts) => isCreation(facts) && (facts.items?.text.split(',').length ?? 0) >= 10, // their shortest list has twenty
    'sessions.create.answers-what-storefronts-ask',
  ),
  decision(
    (facts) => isCreation(facts) && facts.items !== undefined,
    'sessions.create.with-items-answers-the-session',
    'sessions.create.with-items-status',
    'sessions.create.with-items-sets-cookies',
  ),
  decision(
    (facts) => isCreation(facts) && facts.items === undefined,
    'sessions.create.answers-201-and-both-tokens',
  ),
  decision(
    (facts) => isCreation(facts) && askedOf(facts).some(({ source }) => source === 'body'),
    'sessions.create.stores-public-entries',
  ),
  decision(
    (facts) => isCreation(facts) && facts.token.kind === 'absent',
    'sessions.create.gives-each-visitor-a-session',
    'sessions.create.anew-without-the-cookie',
  ),
  decision(
    (facts) => facts.operation === 'editSessionByToken' && onASession(facts),
    'sessions.by-token.post-edits',
    'sessions.by-token.post-gives-the-cookies',
  ),
  decision(
    (facts) => facts.operation === 'createSession' && onASession(facts),
    'sessions.edit.by-post-edits-too',
  ),
  decision((facts) => isPost(facts) && onASession(facts), 'sessions.edit.by-post-status'),
  decision(
    (facts) => isPatch(facts) && created(facts) && facts.token.kind === 'absent',
    'sessions.edit.without-a-cookie-creates',
  ),
  decision((facts) => isPatch(facts) && created(facts), 'sessions.edit.without-a-cookie-status'),
  decision(
    (facts) => isPatch(facts) && onASession(facts) && facts.items !== undefined,
    'sessions.edit.with-items-answers-the-session',
  ),
  decision(
    (facts) => isPatch(facts) && onASession(facts) && facts.items === undefined,
    'sessions.edit.answers-200-and-both-tokens',
  ),
  decision((facts) => isPatch(facts) && onASession(facts), 'sessions.edit.keeps-the-session'),
  decision(
    (facts) => isPatch(facts) && edited(facts) && facts.write?.leavesOthers === true,
    'sessions.edit.keeps-unnamed-keys',
  ),
  decision(
    (facts) => edited(facts) && facts.write?.segmentChanged === true,
    'sessions.versions.a-change-recomputes-the-segment',
  ),
  decision(edited, 'sessions.versions.a-change-counts-one', 'sessions.versions.a-change-signs-anew'),
  decision(
    unchanged,
    'sessions.versions.no-change-keeps-the-token',
    'sessions.versions.no-change-sets-cookies-again',
  ),
  decision(
    ({ operation, items, write }) =>
      operation !== undefined && write !== undefined && write.outcome !== 'refused' && items !== undefined,
    'sessions.query.items-selects-the-answer',
  ),
];
