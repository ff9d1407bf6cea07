// Three encodings that still occur in mail and that the platform's decoder refuses.

/** RFC 2152: runs of modified base64 between `+` and `-` are UTF-16. */
export function decodeUtf7(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, run: string) => {
    if (run === '') return whole === '+-' ? '+' : whole;
    const units = Buffer.from(run, 'base64');
    let out = '';
    for (let at = 0; at + 1 < units.length; at += 2) out += String.fromCharCode(units.readUInt16BE(at));
    return out;
  });
}

/** RFC 1557: between SO (14) and SI (15) stand KS X 1001 pairs with the high bit removed, which is EUC-KR with it set. */
export function decodeIso2022Kr(bytes: Uint8Array): string {
  const out: number[] = [];
  let shifted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === 27 && bytes[at + 1] === 36 && bytes[at + 2] === 41 && bytes[at + 3] === 67) at += 3;
    else if (byte === 14) shifted = true;
    else if (byte === 15) shifted = false;
    else out.push(shifted && byte > 32 ? byte | 128 : byte);
  }
  return new TextDecoder('euc-kr').decode(Uint8Array.from(out));
}

/** RFC 1843: between `~{` and `~}` stand GB 2312 pairs with the high bit removed; `~~` is a tilde, `~` at a line's end joins lines. */
export function decodeHz(bytes: Uint8Array): string {
  const out: number[] = [];
  let chinese = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    const next = bytes[at + 1];
    if (byte !== 126 || next === undefined) {
      out.push(chinese && byte > 32 ? byte | 128 : byte);
      if (byte === 10) chinese = false;
      continue;
    }
    at += 1;
    if (next === 123) chinese = true;
    else if (next === 125) chinese = false;
    else if (next === 126) out.push(126);
    else if (next !== 10) out.push(byte, next);
  }
  return new TextDecoder('gb18030').decode(Uint8Array.from(out));
}
