// Cuts a stream of text into lines at \n alone. Node's readline also cuts at U+2028 and U+2029, which stand inside JSON strings
// as they are (RFC 8259, section 7).

const byteOrderMark = '\ufeff';

export async function* readLines(input: AsyncIterable<string>): AsyncGenerator<string> {
  // A long line comes in many chunks: they are joined once, not again with every chunk.
  let pieces: string[] = [];
  let first = true;
  const line = (last: string): string => {
    pieces.push(last);
    const whole = pieces.join('');
    pieces = [];
    const plain = first && whole.startsWith(byteOrderMark) ? whole.slice(1) : whole;
    first = false;
    return plain.endsWith('\r') ? plain.slice(0, -1) : plain;
  };
  for await (const chunk of input) {
    const parts = chunk.split('\n');
    const rest = parts.pop() ?? '';
    for (const part of parts) yield line(part);
    pieces.push(rest);
  }
  const last = line('');
  if (last !== '') yield last;
}
