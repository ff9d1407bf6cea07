// Ids of demonstration rows follow from what they are, so that filling a desk twice makes nothing twice.
import { createHash } from 'node:crypto';

/** A UUID of version 8 (RFC 9562, 5.8: made by a rule of one's own) from the hash of `parts`. */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(['attune demonstration', ...parts])).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** One id after another, always the same ones for the same parts: what an operation is given as `newId`. */
export function derivedIds(...parts: readonly string[]): () => string {
  let given = 0;
  return () => {
    given += 1;
    return derivedId(...parts, String(given));
  };
}
