// "From: … Sent: … To: … Subject: …" — the head of a copied message, as Outlook and forwarding programs write it.
import type { Header } from './own-words-forms.ts';
import type { FormIndex } from './own-words-index.ts';
import type { Line } from './own-words-lines.ts';
import { digitGroups, hasAddress } from './own-words-signs.ts';

/** A head with long lists of recipients; more lines than this are not looked at. */
const mostLines = 24;

export type HeadLine = { readonly header: Header; readonly value: string };

export function readHeadLine(folded: string, index: FormIndex): HeadLine | null {
  // Gmail's plain text puts stars around what was bold: `*From:* Name`; NetEase draws a table with bars.
  const bare = folded.replace(/^[*|_ ]+/, '');
  const bar = bare.indexOf('|');
  const colon = bare.indexOf(':');
  const cut = colon >= 0 && (bar < 0 || colon < bar) ? colon : bar;
  if (cut < 1 || cut > 40) return null;
  const label = bare.slice(0, cut).replace(/[*_ ]+$/, '');
  // Foxmail spreads two ideographs over four columns with spaces between.
  const closed = label.replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '');
  const header = index.headers.get(closed);
  return header ? { header, value: bare.slice(cut + 1).replace(/^[*_|: ]+/, '') } : null;
}

/** The first line after a head that begins at `first`, or null where these lines are not the head of a message. */
export function findHead(lines: readonly Line[], first: number, index: FormIndex, announced: boolean): number | null {
  const depth = lines[first]!.depth;
  const found = new Map<Header, string>();
  let after = first;
  let last: Header | null = null;
  for (let at = first; at < lines.length && at - first < mostLines; at += 1) {
    const line = lines[at]!;
    if (line.depth !== depth) break;
    const head = readHeadLine(line.folded, index);
    if (head) {
      found.set(head.header, `${found.get(head.header) ?? ''} ${head.value}`);
      last = head.header;
      after = at + 1;
    } else if (!last || !goesOn(lines, at, last, index)) break;
  }
  return isHead(found, announced) ? after : null;
}

/** A blank line between two head lines, or a list of recipients that was wrapped. */
function goesOn(lines: readonly Line[], at: number, last: Header, index: FormIndex): boolean {
  const next = lines[at + 1];
  if (!next || next.depth !== lines[at]!.depth) return false;
  if (readHeadLine(next.folded, index)) return lines[at]!.words === '' || last !== 'other';
  const wrapped = (last === 'to' || last === 'copy') && hasAddress(lines[at]!.folded);
  return lines[at]!.words !== '' && wrapped;
}

function isHead(found: ReadonlyMap<Header, string>, announced: boolean): boolean {
  const has = (...headers: Header[]) => headers.every((header) => found.has(header));
  if (announced) return found.size >= 2;
  const sent = found.get('sent') ?? found.get('date') ?? '';
  const complete = has('from') && (has('to', 'subject') || (sent !== '' && (has('to') || has('subject'))));
  if (!complete) return false;
  if ([...found.values()].some(hasAddress)) return true;
  // Inside one company Outlook leaves the addresses out. "From: Rome, To: Milan" in a customer's list is not this.
  return has('from', 'sent', 'to', 'subject') && digitGroups(sent) >= 3;
}
