// How phones write: the GSM alphabet with its second table, or two octets a letter; and how what is longer than one message is cut.

const first = Array.from('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ').concat(['', ...'ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà']);
const second: Readonly<Record<number, string>> = { 10: '\f', 20: '^', 40: '{', 41: '}', 47: '\\', 60: '[', 61: '~', 62: ']', 64: '|', 101: '€' };

/** null: some letter is not in it. */
export function toGsm(text: string): Buffer | null {
  const octets: number[] = [];
  for (const letter of text) {
    const place = first.indexOf(letter);
    const other = Object.entries(second).find(([, one]) => one === letter)?.[0];
    if (place >= 0) octets.push(place);
    else if (other !== undefined) octets.push(27, Number(other));
    else return null;
  }
  return Buffer.from(octets);
}

export function fromGsm(octets: Buffer): string {
  let text = '';
  for (let at = 0; at < octets.length; at += 1) {
    if (octets[at] === 27) {
      at += 1;
      text += second[octets[at] ?? -1] ?? '';
    } else text += first[octets[at]!] ?? '?';
  }
  return text;
}

export const toWide = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
export const fromWide = (octets: Buffer): string => Buffer.from(octets.subarray(0, octets.length & ~1)).swap16().toString('utf16le');

/** `alone` and `each` in octets as they travel. */
export function pieces(text: string): { readonly coding: 0 | 8; readonly pieces: readonly Buffer[] } {
  const narrow = toGsm(text);
  const octets = narrow ?? toWide(text);
  const [alone, each] = narrow ? [160, 153] : [140, 134];
  if (octets.length <= alone) return { coding: narrow ? 0 : 8, pieces: [octets] };
  const cut: Buffer[] = [];
  for (let at = 0; at < octets.length; ) {
    let end = Math.min(at + each, octets.length);
    const halved = narrow ? octets[end - 1] === 27 : end < octets.length && (octets[end - 2]! & 0xfc) === 0xd8;
    if (halved && end < octets.length) end -= narrow ? 1 : 2;
    cut.push(octets.subarray(at, end));
    at = end;
  }
  return { coding: narrow ? 0 : 8, pieces: cut };
}
