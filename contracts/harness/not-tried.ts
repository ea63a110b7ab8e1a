/**
 * Thrown on the way to say that this target cannot show the behaviour after all: its account has no such policy, or
 * it may be asked no more. The message is the reason, for reports.
 */
export class NotTried extends Error {
  override readonly name: string = 'NotTried';
}
