// What can be ticked as a question of its own: what counts as one already, and every other sentence of the customer.
type Span = { readonly start: number; readonly end: number };

const most = 60;

export function sentencesToAsk(text: string, own: readonly Span[], asks: readonly Span[], locale: string): Span[] {
  const cutter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  const overlaps = (one: Span, other: Span) => one.start < other.end && other.start < one.end;
  const sentences = own.flatMap(({ start, end }) =>
    [...cutter.segment(text.slice(start, end))].flatMap(({ segment, index }) =>
      segment.split(/(\n)/u).reduce<{ readonly at: number; readonly found: readonly Span[] }>(
        ({ at, found }, piece) => ({ at: at + piece.length, found: piece.trim() === '' ? found : [...found, trimmed(piece, at)] }),
        { at: start + index, found: [] },
      ).found,
    ),
  );
  // An initial before a name ends no sentence.
  const free = sentences.filter(({ start, end }) => (text.slice(start, end).match(/\p{L}/gu)?.length ?? 0) > 1).filter((sentence) => !asks.some((ask) => overlaps(sentence, ask)));
  return [...asks.map(({ start, end }) => ({ start, end })), ...free].sort((one, other) => one.start - other.start).slice(0, most);
}

function trimmed(piece: string, at: number): Span {
  const start = at + (piece.length - piece.trimStart().length);
  return { start, end: start + piece.trim().length };
}
