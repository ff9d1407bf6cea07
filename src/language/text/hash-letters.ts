// Numbers of 32 bits for rows of letters: FNV-1a over UTF-16 units (Fowler, Noll, Vo), then the finisher of MurmurHash3 (Appleby), so
// that short rows spread. What was learned is stored under these numbers.

const prime = 0x01000193;

/** @param kind rows of different kinds differ although their letters are the same */
export const beginHash = (kind: number): number => Math.imul(0x811c9dc5 ^ kind, prime);
export const takeUnit = (hash: number, unit: number): number => Math.imul(hash ^ unit, prime);
export const joinHashes = (before: number, own: number): number => Math.imul(before, prime) ^ own;

export const finishHash = (hash: number): number => {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/** What words begin with. */
export const wordBegins = beginHash(1);
