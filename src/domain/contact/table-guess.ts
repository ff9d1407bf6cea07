// How a table of text was written down: its encoding and what stands between its columns. Guessed from its beginning; people can say otherwise.

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Marks of the byte order; and a spreadsheet's own file, a packed folder or the older compound document, which is no text. */
const beginnings: readonly { readonly bytes: readonly number[]; readonly is: Encoding | null }[] = [
  { bytes: [0xef, 0xbb, 0xbf], is: 'utf-8' },
  { bytes: [0xff, 0xfe], is: 'utf-16le' },
  { bytes: [0xfe, 0xff], is: 'utf-16be' },
  { bytes: [0x50, 0x4b, 0x03], is: null },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: null },
];

/** null: this is no text. `utf8`: whether the bytes are UTF-8, as far as they go. */
export function guessEncoding(bytes: Uint8Array, isValid: (encoding: 'utf-8' | 'gb18030') => boolean): Encoding | null {
  const known = beginnings.find(({ bytes: begins }) => begins.every((byte, place) => bytes[place] === byte));
  if (known) return known.is;
  const zeros = [0, 0];
  for (const [place, byte] of bytes.entries()) if (byte === 0) zeros[place % 2]! += 1;
  if (zeros[0]! + zeros[1]! > 0) return zeros[1]! > bytes.length / 4 ? 'utf-16le' : zeros[0]! > bytes.length / 4 ? 'utf-16be' : null;
  if (isValid('utf-8')) return 'utf-8';
  if (isValid('gb18030') && commonHanzi(bytes) > 0.6) return 'gb18030';
  return inRuns(bytes) > 0.5 ? 'windows-1251' : 'windows-1252';
}

/** Of pairs of high bytes, how many are what nearly all Chinese text is made of: the frequent characters of GB 2312 and its punctuation. */
function commonHanzi(bytes: Uint8Array): number {
  let [pairs, common] = [0, 0];
  for (let place = 0; place < bytes.length - 1; place += 1) {
    const lead = bytes[place]!;
    if (lead < 0x81) continue;
    const trail = bytes[place + 1]!;
    pairs += 1;
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) common += 1;
    place += 1;
  }
  return pairs === 0 ? 0 : common / pairs;
}

/** Cyrillic words are nothing but high bytes; in Latin ones an accent stands alone between plain letters. */
function inRuns(bytes: Uint8Array): number {
  let [high, beside] = [0, 0];
  for (const [place, byte] of bytes.entries()) {
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[place - 1] ?? 0) >= 0x80 || (bytes[place + 1] ?? 0) >= 0x80) beside += 1;
  }
  return high === 0 ? 0 : beside / high;
}

/** The one that divides most lines into equally many cells; in quotation marks it divides nothing. */
export function guessDelimiter(text: string): Delimiter {
  const lines = linesOf(text).slice(0, 50);
  let best: { readonly delimiter: Delimiter; readonly worth: number } = { delimiter: ',', worth: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = counts[0] ?? 0;
    const alike = counts.filter((count) => count === usual).length;
    const worth = usual === 0 ? 0 : (alike / counts.length) * Math.min(usual, 10) ** 0.3;
    if (worth > best.worth) best = { delimiter, worth };
  }
  return best.delimiter;
}

/** Without what stands in quotation marks, and without the last line, which may be cut. */
function linesOf(text: string): readonly string[] {
  const plain = text.replaceAll(/"(?:[^"]|"")*"/g, '').replaceAll('\r\n', '\n');
  const lines = plain.split(/[\n\r]/).filter((line) => line.trim() !== '');
  return lines.length > 1 && !/[\n\r]$/.test(plain) ? lines.slice(0, -1) : lines;
}
