// What became of a message, in the words and numbers of centres (SMPP 3.4, 5.2.28 and appendix B).

export type State = 'on its way' | 'delivered' | 'expired' | 'deleted' | 'undeliverable' | 'taken by the network' | 'unknown' | 'rejected';

/** By number: 0 scheduled, 1 en route … 8 rejected; 9, skipped, came with version 5. */
const numbers: readonly State[] = ['on its way', 'on its way', 'delivered', 'expired', 'deleted', 'undeliverable', 'taken by the network', 'unknown', 'rejected', 'undeliverable'];

/** Tried in this order: UNDELIV before DELIV. */
const words: readonly (readonly [RegExp, State])[] = [
  [/^(un?deliv|non?[-_ ]?deliv|not[-_ ]?deliv|undlvrd|fail)/, 'undeliverable'],
  [/^(deliv|dlvrd|delvrd|delvr|success)/, 'delivered'],
  [/^expi?re?/, 'expired'],
  [/^(delet|cancel)/, 'deleted'],
  [/^(reject|rejctd|block|barred)/, 'rejected'],
  [/^(accept|ack)/, 'taken by the network'],
  [/^(unkn|lost)/, 'unknown'],
  [/^(en[-_ ]?route|buffer|queue|sent|submit|pending|schedul|sched|transit|retry|process)/, 'on its way'],
  [/^skip/, 'undeliverable'],
];

/** null: no word that is known. */
export function stateOf(written: string): State | null {
  const word = written.trim().toLowerCase();
  if (/^\d{1,2}$/.test(word)) return numbers[Number(word)] ?? null;
  return words.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** `network_error_code`: one octet for the kind of network, two for its number (5.3.2.31). */
export function errorOf(octets: Uint8Array): string | null {
  return octets.length === 3 ? String(octets[1]! * 256 + octets[2]!).padStart(3, '0') : null;
}
