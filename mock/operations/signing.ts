import type { Session } from '../rules/session';
import type { SessionDraft, SessionRules } from '../rules/write-session';
import { perTick } from '../util/per-tick';

/** @throws what the rules throw */
export type Signing = (draft: SessionDraft, rules: SessionRules) => Promise<Session>;

/**
 * Signs what one turn of the event loop brings in one go: the tables of the curve fill the processor's cache, and what
 * is done between two signatures throws them out of it. Measured, a signature by itself takes twice as long.
 */
export function signing(): Signing {
  const signLater = perTick();
  return (draft, rules) =>
    new Promise((resolve, reject) => {
      signLater(() => {
        try {
          resolve(rules.sign(draft));
        } catch (error) {
          reject(error);
        }
      });
    });
}
