import type { Writable } from 'node:stream';

/** An answer that goes on until one side ends it. */
export class StreamedAnswer {
  constructor(
    readonly contentType: string,
    readonly begin: (out: Writable) => void,
  ) {}
}
