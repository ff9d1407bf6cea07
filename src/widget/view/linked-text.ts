// Text as it was written, with its links made usable. Nothing else in it is ever markup.
import { element } from './element.ts';

const link = /https?:\/\/[^\s<>"'`\p{Script=Han}，。；：！？（）《》【】]+/gu;
/** Marks at the end that belong to the sentence rather than to the address. */
const trailing = /[.,;:!?)\]}»”’]+$/;

export type Part = { readonly text: string; readonly link: boolean };

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(link)) {
    const address = found.replace(trailing, '');
    parts.push({ text: text.slice(from, index), link: false }, { text: address, link: true });
    from = index + address.length;
  }
  return [...parts, { text: text.slice(from), link: false }].filter((part) => part.text);
}

export function linkedText(text: string): HTMLElement {
  return element('p', { class: 'text', dir: 'auto' }, ...partsOf(text).map((part) => (part.link ? element('a', { href: part.text, ...elsewhere }, part.text) : part.text)));
}

/** Opens beside the page, which learns nothing of it and cannot be reached from it. */
export const elsewhere = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;
