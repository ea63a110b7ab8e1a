/** What can go wrong before a request is served, all of it. */
export type SessionManagerErrorCode = 'OPTION_INVALID' | 'ALREADY_LISTENING' | 'NOT_LISTENING';

/** A mistake in how the emulator is used; the message names the option and the mend. */
export class SessionManagerError extends Error {
  readonly code: SessionManagerErrorCode;

  constructor(code: SessionManagerErrorCode, message: string) {
    super(message);
    this.name = 'SessionManagerError';
    this.code = code;
  }
}
