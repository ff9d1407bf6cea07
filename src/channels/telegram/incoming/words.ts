// A text and its entities → plain words. What the letters do not say by themselves is written out: where a link leads.
// A custom emoji has an ordinary one among the letters already, and so has a mention its name.
import { rawText, storable, thing, type Thing, things, whole } from './reading.ts';

const longestLink = 2_000;
const mostLinks = 500;

export function wordsOf(given: unknown, entities: unknown): string {
  const words = rawText(given);
  const links = things(entities).filter(({ type }) => type === 'text_link').slice(0, mostLinks).map((one) => linkIn(words, one)).filter((one) => one !== null);
  // From the end: what is put in must not move what lies before it.
  const written = links.toSorted((a, b) => b.end - a.end).reduce((so, { end, url }) => `${so.slice(0, end)} (${url})${so.slice(end)}`, words);
  return storable(written).trim();
}

function linkIn(words: string, { offset, length, url }: Thing): { readonly end: number; readonly url: string } | null {
  const from = whole(offset);
  const size = whole(length);
  const address = rawText(url).trim().slice(0, longestLink);
  if (from === null || size === null || from < 0 || size <= 0 || from + size > words.length || address === '') return null;
  const shown = words.slice(from, from + size).trim();
  return sameAddress(shown, address) ? null : { end: from + size, url: address };
}

const sameAddress = (shown: string, address: string): boolean => bare(shown) === bare(address);
const bare = (address: string): string => address.toLowerCase().replace(/^https?:\/\//, '').replace(/\/$/, '');

const deepest = 20;
/** Blocks that end a line. */
const oneLine = new Set(['paragraph', 'heading', 'pre', 'footer', 'expandable_blockquote', 'pullquote', 'mathematical_expression', 'divider']);

/** A message with headings, lists and tables → its words in their order; how they were laid out is lost. */
export function wordsOfBlocks(blocks: unknown): string {
  return storable(blockWords(blocks, 0)).replace(/\n{3,}/g, '\n\n').trim();
}

function blockWords(value: unknown, depth: number): string {
  if (depth > deepest) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one) => blockWords(one, depth + 1)).join('');
  const block = thing(value);
  if (!block) return '';
  const { type, label } = block;
  const inside = ['summary', 'text', 'expression', 'alternative_text', 'blocks', 'items', 'caption', 'credit'].map((key) => blockWords(block[key], depth + 1)).join('');
  const rows = Array.isArray(block['cells']) ? block['cells'].map((row: unknown) => `${(Array.isArray(row) ? row : []).map((cell) => blockWords(cell, depth + 1)).join(' | ')}\n`).join('') : '';
  const link = type === 'url' && typeof block['url'] === 'string' && !sameAddress(inside, block['url']) ? ` (${block['url'].slice(0, longestLink)})` : '';
  const marked = typeof label === 'string' ? `${label} ${inside}` : inside;
  return `${marked}${link}${rows}${typeof type === 'string' && oneLine.has(type) ? '\n' : ''}`;
}
