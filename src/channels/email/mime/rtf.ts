// Compressed RTF inside winmail.dat (MS-OXRTFCP): a window of 4,096 bytes that begins with the commonest RTF words.

const preset =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const windowSize = 4096;
const compressedMark = 0x75465a4c;
const plainMark = 0x414c454d;
const longest = 5_000_000;

/** null when it is neither form. */
export function decompressRtf(bytes: Uint8Array): Uint8Array | null {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (input.length < 16) return null;
  const size = Math.min(input.readUInt32LE(4), longest);
  const mark = input.readUInt32LE(8);
  if (mark === plainMark) return input.subarray(16, 16 + size);
  return mark === compressedMark ? expand(input, size) : null;
}

function expand(input: Buffer, size: number): Uint8Array {
  const window = Buffer.alloc(windowSize);
  let write = window.write(preset, 'latin1');
  const out: number[] = [];
  const put = (byte: number): void => {
    if (out.length < size) out.push(byte);
    window[write] = byte;
    write = (write + 1) % windowSize;
  };
  let at = 16;
  while (at < input.length && out.length < size) {
    const control = input[at++]!;
    for (let bit = 0; bit < 8 && at < input.length && out.length < size; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(input[at++]!);
        continue;
      }
      const pair = (input[at]! << 8) | (input[at + 1] ?? 0);
      at += 2;
      const from = pair >> 4;
      if (from === write) return Uint8Array.from(out);
      for (let step = 0; step < (pair & 15) + 2; step += 1) put(window[(from + step) % windowSize]!);
    }
  }
  return Uint8Array.from(out);
}
