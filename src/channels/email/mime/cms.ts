// S/MIME that is signed and not encrypted, but packed so that only some programs can read it (RFC 8551 3.5.2): what was signed is
// in there as it is. The signature itself is not checked.

type Element = { readonly tag: number; readonly from: number; readonly to: number; readonly next: number };

const sequence = 0x30;
const objectId = 0x06;
const octets = 0x04;
const constructedOctets = 0x24;
const explicit = 0xa0;
const signedData = Buffer.from('2a864886f70d010702', 'hex');
const deepest = 12;

/** The mail part inside; null where the bytes are something else (encrypted, a certificate, broken). */
export function signedContent(bytes: Uint8Array): Uint8Array | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const info = childrenOf(data, element(data, 0, data.length, 0), sequence);
  const [kind, wrapped] = info;
  if (!kind || !wrapped || kind.tag !== objectId || !data.subarray(kind.from, kind.to).equals(signedData)) return null;
  const signed = childrenOf(data, childrenOf(data, wrapped, explicit)[0] ?? null, sequence);
  // version, digestAlgorithms, encapContentInfo (RFC 5652 5.1)
  const content = childrenOf(data, childrenOf(data, signed[2] ?? null, sequence)[1] ?? null, explicit)[0];
  if (!content) return null;
  const pieces = content.tag === octets ? [content] : childrenOf(data, content, constructedOctets);
  if (pieces.length === 0 || pieces.some((piece) => piece.tag !== octets)) return null;
  return pieces.length === 1 ? data.subarray(pieces[0]!.from, pieces[0]!.to) : Buffer.concat(pieces.map((piece) => data.subarray(piece.from, piece.to)));
}

function childrenOf(data: Buffer, parent: Element | null, tag: number): Element[] {
  if (parent?.tag !== tag) return [];
  const found: Element[] = [];
  for (let at = parent.from; at < parent.to;) {
    const child = element(data, at, parent.to, 0);
    if (!child) return found;
    found.push(child);
    at = child.next;
  }
  return found;
}

/** One element of BER; with an indefinite length (streamed) it ends where its end mark stands. */
function element(data: Buffer, at: number, end: number, depth: number): Element | null {
  if (at + 2 > end || depth > deepest) return null;
  const tag = data[at]!;
  const first = data[at + 1]!;
  if ((tag & 31) === 31) return null;
  if (first === 0x80) return (tag & 32) === 0 ? null : indefinite(data, at, end, depth);
  const count = first < 0x80 ? 0 : first & 127;
  if (count > 4 || at + 2 + count > end) return null;
  const length = count === 0 ? first : data.readUIntBE(at + 2, count);
  const from = at + 2 + count;
  return from + length > end ? null : { tag, from, to: from + length, next: from + length };
}

function indefinite(data: Buffer, at: number, end: number, depth: number): Element | null {
  for (let inner = at + 2; inner + 2 <= end;) {
    if (data[inner] === 0 && data[inner + 1] === 0) return { tag: data[at]!, from: at + 2, to: inner, next: inner + 2 };
    const child = element(data, inner, end, depth + 1);
    if (!child) return null;
    inner = child.next;
  }
  return null;
}
