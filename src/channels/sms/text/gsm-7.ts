// The alphabet that every phone has (3GPP TS 23.038, 6.2.1): 128 places of seven bits, of which one leads to ten further letters.
// In SMPP each place travels in an octet of its own.

const escape = 0x1b;
const basic = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'], [0x14, '^'], [0x28, '{'], [0x29, '}'], [0x2f, '\\'], [0x3c, '['], [0x3d, '~'], [0x3e, ']'], [0x40, '|'], [0x65, '€'],
]);

const septets: ReadonlyMap<string, readonly number[]> = new Map([
  ...[...basic].flatMap((letter, place): [string, readonly number[]][] => (place === escape ? [] : [[letter, [place]]])),
  ...[...extension].map(([place, letter]): [string, readonly number[]] => [letter, [escape, place]]),
]);

/** Every letter that can be written, those of the extension last. */
export const letters: readonly string[] = [...septets.keys()];

/** One octet or, for letters of the extension, two; null: this letter is not in the alphabet. */
export function septetsOf(letter: string): readonly number[] | null {
  return septets.get(letter) ?? null;
}

export function isGsm7(text: string): boolean {
  return [...text].every((letter) => septets.has(letter));
}

/** What a phone would show: an escape before a place without a letter shows the basic letter (TS 23.038, 6.2.1.1). */
export function decodeGsm7(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) {
    const place = bytes[at]!;
    if (place !== escape) text += basic[place] ?? '\uFFFD';
    else if (at + 1 < bytes.length) {
      at += 1;
      const next = bytes[at]!;
      text += extension.get(next) ?? (next === escape ? ' ' : (basic[next] ?? '\uFFFD'));
    }
  }
  return text;
}
