export interface ResetOptions {
  /** Go back to the snapshot that was taken or restored last, instead of to nothing. */
  readonly to?: 'snapshot';
}

/** What a reset dropped. */
export interface Dropped {
  readonly dropped: {
    /** Expired ones among them. */
    readonly sessions: number;
  };
}

/** What a snapshot replaced, and by what. */
export interface Restored extends Dropped {
  readonly restored: { readonly sessions: number };
}
