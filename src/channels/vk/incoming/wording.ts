// The words of a message as a reader should see them: VK writes a mention as `[id1|Anna]`, and keeps the addresses of links that stand
// behind words beside the text.
import { at, listAt, textAt, wholeAt } from './reading.ts';

export function wordsOf(message: unknown): string {
  return withAddresses(textAt(message, 'text'), message).replaceAll(/\[(?:id|club|public|event)\d+(?::[\w-]+)?\|([^\]]{1,300})\]/g, '$1');
}

type Link = { readonly end: number; readonly url: string };

/** Otherwise nobody would see where a customer's link leads. Places are counted as JavaScript counts letters. */
function withAddresses(text: string, message: unknown): string {
  const links = listAt(message, 'format_data', 'items').flatMap((item): readonly Link[] => {
    const [offset, length, url] = [wholeAt(item, 'offset'), wholeAt(item, 'length'), textAt(item, 'url')];
    if (at(item, 'type') !== 'url' || offset === null || length === null || offset < 0 || length < 1 || offset + length > text.length || !isLink(url)) return [];
    const shown = text.slice(offset, offset + length);
    return shown.includes(url.replace(/^https?:\/\//, '').replace(/\/$/, '')) ? [] : [{ end: offset + length, url }];
  });
  const last = links.toSorted((one, other) => other.end - one.end).slice(0, 100);
  return last.reduce((written, { end, url }) => `${written.slice(0, end)} (${url})${written.slice(end)}`, text).toWellFormed();
}

export function isLink(url: string): boolean {
  return url.length <= 2_000 && /^https?:\/\/\S+$/.test(url) && URL.canParse(url);
}
