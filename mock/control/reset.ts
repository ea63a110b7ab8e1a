/** What a reset dropped. */
export interface Dropped {
  readonly dropped: {
    /** Expired ones among them. */
    readonly sessions: number;
  };
}
