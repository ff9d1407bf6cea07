// Text with `format=flowed` (RFC 3676): lines that were broken for the way are joined again.

export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { quote: number } | null = null;
  for (const line of text.split('\n')) {
    const quote = /^>*/.exec(line)![0].length;
    const rest = line.slice(quote).replace(/^ /, '');
    // The signature's dashes end in a space and are not flowed.
    const flowed = rest.endsWith(' ') && rest !== '-- ';
    const words = flowed && deleteSpace ? rest.slice(0, -1) : rest;
    if (open && open.quote === quote && rest !== '-- ') out[out.length - 1] += words;
    else out.push(quote > 0 ? `${'>'.repeat(quote)} ${words}` : words);
    open = flowed ? { quote } : null;
  }
  return out.join('\n');
}
