/** Where a head is kept: its length at a place, or the text itself where it does not fit. */
export type Kept = number | string;

/** Target and headers of requests, outside of the heap. */
export interface KeptHeads {
  /** @param rawHeaders names and values in turn */
  keep(place: number, target: string, rawHeaders: readonly string[]): Kept;
  /** The target and, behind it, names and values in turn. */
  read(place: number, kept: Kept): readonly string[];
}

/** Bytes of one place. Pages that were never written to take no memory. */
const room = 4096;

/**
 * Strings that live for a thousand requests are copied and marked by the garbage collector, which costs a tenth of an
 * answer; bytes are not.
 */
export function keptHeads(places: number): KeptHeads {
  let memory: Buffer | undefined;
  return {
    keep(place, target, rawHeaders) {
      let text = target;
      for (const part of rawHeaders) text += `\n${part}`;
      if (text.length > room) return text;
      memory ??= Buffer.allocUnsafeSlow(places * room);
      return memory.write(text, place * room, 'latin1'); // as node reads what came over the wire
    },
    read(place, kept) {
      const start = place * room;
      const text = typeof kept === 'string' ? kept : memory?.toString('latin1', start, start + kept);
      return (text ?? '').split('\n');
    },
  };
}
