/**
 * How well a rule is known, the best first. `documented`: VTEX's own documentation says it. `observed`: a public
 * capture shows it, or a client that VTEX maintains cannot work otherwise. `inferred`: several clients agree, or
 * it follows from what is observed. `unknown`: undocumented; what the emulator does is assumed.
 */
export const confidences = ['documented', 'observed', 'inferred', 'unknown'] as const;
export type Confidence = (typeof confidences)[number];

/** One fact about the real service, or one gap in what is known of it. */
export interface Rule {
  /** `R-034`: what code, entries and documents cite. */
  readonly rule: string;
  readonly says: string;
  /** Where it comes from, handles of `sources.ts` joined by semicolons; null where nothing is published. */
  readonly source: string | null;
  /** Of the newest dated source: a year, a month or a day, as far as it is known; else null. */
  readonly date: string | null;
  readonly confidence: Confidence;
  /** Why no behaviour depends on it. Completes "Out of scope: it …". */
  readonly outOfScope?: string;
}
