/** A step of FNV-1a, on 32 bits. */
export function mixed(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

/** The hash of a text, or of its end. @param before what it goes on from */
export function textHash(text: string, before = 0, from = 0): number {
  let hash = mixed(before, text.length);
  for (let index = from; index < text.length; index++) hash = mixed(hash, text.charCodeAt(index));
  return hash;
}
