// What somebody wrote themselves in a message.
import type { Span } from '../../language/text/span.ts';

export type WithOwnWords = { readonly text: string; readonly reading: { readonly ownWords: readonly Span[] } | null; /** Said by the message itself where it is not read. */ readonly ownWords?: readonly Span[] | null };

/** Without quoted history and signature. */
export function ownText({ text, reading, ownWords }: WithOwnWords): string {
  const own = ownWords ?? reading?.ownWords ?? [];
  return own.length === 0 ? text : own.map(({ start, end }) => text.slice(start, end)).join('\n');
}
