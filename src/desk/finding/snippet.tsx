// A piece of a text with the words that were asked for marked in it.
import type { ReactNode } from 'react';
import type { SearchHit } from '../../contract/finding.ts';

export function Snippet({ snippet }: { readonly snippet: SearchHit['snippet'] }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of snippet.highlights) {
    pieces.push(
      snippet.text.slice(at, start),
      <mark key={start} className="bg-transparent font-semibold text-ink underline decoration-accent decoration-2 underline-offset-2">
        {snippet.text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <span dir="auto">
      {snippet.cutBefore ? '… ' : ''}
      {pieces}
      {snippet.text.slice(at)}
      {snippet.cutAfter ? ' …' : ''}
    </span>
  );
}
