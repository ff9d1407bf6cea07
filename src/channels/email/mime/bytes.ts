// Transfer encodings of a mail's parts, and bytes as text where every byte must survive.
export const ascii = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
export const bytesOf = (binary: string): Uint8Array => Buffer.from(binary, 'latin1');

/** Undoes a Content-Transfer-Encoding. What cannot be understood is kept as it is: bytes are never dropped silently. */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return decodeBase64(bytes);
  if (name === 'quoted-printable') return decodeQuotedPrintable(bytes);
  if (['x-uuencode', 'uuencode', 'x-uue', 'uue'].includes(name)) return decodeUuencode(ascii(bytes)) ?? bytes;
  return bytes;
}

/**
 * Broken senders close base64 with `=` and go on with the next piece, or add a footer in plain text (list servers do):
 * each padded piece is decoded on its own, and a footer is whatever follows the first line that cannot be base64.
 */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  const text = ascii(bytes);
  const padding = text.indexOf('=');
  if (padding < 0 || (text.length < padding + 200 && /^[=\s]*$/.test(text.slice(padding)))) return Buffer.from(text, 'base64');
  const pieces = text.split(/(?<==)(?=[^=\s])|(?<==\s{1,4})(?=[^=\s])/);
  return Buffer.concat(pieces.filter((piece) => /^[A-Za-z0-9+/=\r\n_-]*$/.test(piece.trim())).map((piece) => Buffer.from(piece, 'base64')));
}

const hexValue = (byte: number): number => {
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  return byte >= 97 && byte <= 102 ? byte - 87 : -1;
};

/** Linear in one pass; `=` that begins no escape stands for itself, as RFC 2045 6.7 advises. */
export function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === 61) {
      const high = hexValue(bytes[at + 1] ?? 0);
      const low = hexValue(bytes[at + 2] ?? 0);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        continue;
      }
      const after = softBreak(bytes, at + 1);
      if (after > at) {
        at = after - 1;
        continue;
      }
    }
    if (byte === 10 || byte === 13) length = withoutTrailingBlanks(out, length, bytes[at - 1]);
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** Where the line after a soft line break begins; 0 when there is none. Blanks before the line end are padding. */
function softBreak(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 9) at += 1;
  if (at >= bytes.length) return at;
  if (bytes[at] === 13 && bytes[at + 1] === 10) return at + 2;
  return bytes[at] === 10 || bytes[at] === 13 ? at + 1 : 0;
}

/** Blanks at a line's end were added on the way; those that the sender meant are written `=20`. */
function withoutTrailingBlanks(out: Buffer, length: number, before: number | undefined): number {
  if (before !== 32 && before !== 9) return length;
  let end = length;
  while (end > 0 && (out[end - 1] === 32 || out[end - 1] === 9)) end -= 1;
  return end;
}

/** The first file of a uuencoded text; null when there is none. */
export function decodeUuencode(text: string): Uint8Array | null {
  const begin = /^begin(?:-base64)? [0-7]{3,4} .*$/m.exec(text);
  if (!begin) return null;
  const pieces: Buffer[] = [];
  for (const line of text.slice(begin.index + begin[0].length).split(/\r?\n/).slice(1)) {
    if (line === 'end' || line === '`') break;
    const size = (line.charCodeAt(0) - 32) & 63;
    if (size === 0 || line.length < 2) continue;
    pieces.push(uuencodedLine(line, size));
  }
  return Buffer.concat(pieces);
}

function uuencodedLine(line: string, size: number): Buffer {
  const out = Buffer.alloc(Math.ceil(size / 3) * 3);
  const value = (at: number): number => (at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0);
  for (let at = 1, to = 0; to < size; at += 4, to += 3) {
    const bits = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
    out[to] = bits >> 16;
    out[to + 1] = (bits >> 8) & 255;
    out[to + 2] = bits & 255;
  }
  return out.subarray(0, size);
}
