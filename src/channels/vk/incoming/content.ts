// One message of VK as text, files and notices: its own words, what is attached, what it answers and what is passed on with it.
import type { IncomingAttachment, IncomingContent } from '../../channel.ts';
import { attachmentsOf, placeOf } from './attachments.ts';
import { at, isPerson, line, listAt, wholeAt } from './reading.ts';
import { wordsOf } from './wording.ts';

const mostText = 100_000;
const mostFiles = 100;
/** VK nests what is passed on up to 45 deep, and carries up to 500 of it. */
const deepest = 5;
const mostPassedOn = 100;

export type Content = { readonly content: IncomingContent; readonly notices: readonly string[] };

type Block = { readonly lines: readonly string[]; readonly files: readonly IncomingAttachment[]; readonly partial: boolean; readonly cropped: boolean };

export function contentOf(message: unknown): Content {
  const own = blockOf(message, 0, { left: mostPassedOn });
  const answered = answeredLine(at(message, 'reply_message'));
  const text = [...answered, ...own.lines].join('\n').trim();
  const shown = text.length > mostText ? text.slice(0, mostText).toWellFormed() : text;
  const empty = own.lines.length === 0 && own.files.length === 0;
  const notices = [
    ...(own.cropped || text.length > mostText ? ['vk.cropped'] : []),
    ...(own.partial || own.files.length > mostFiles ? ['vk.only-at-vk'] : []),
    // Something was sent, and VK does not tell programs what: it must not vanish.
    ...(empty ? ['vk.not-shown'] : []),
  ];
  return { content: { subject: null, text: empty ? [...answered, '❔'].join('\n') : shown, html: null, attachments: own.files.slice(0, mostFiles) }, notices };
}

/** @param passedOn how many messages may still be unfolded, over all levels */
function blockOf(message: unknown, depth: number, passedOn: { left: number }): Block {
  const text = wordsOf(message);
  const attached = attachmentsOf(listAt(message, 'attachments'), { text });
  const place = placeOf(at(message, 'geo'));
  const inner = listAt(message, 'fwd_messages').map((forwarded) => forwardedBlock(forwarded, depth + 1, passedOn));
  return {
    lines: [...(text.trim() === '' ? [] : [text]), ...attached.lines, ...place.lines, ...inner.flatMap(({ lines }) => lines)],
    files: [...attached.files, ...inner.flatMap(({ files }) => files)],
    partial: attached.partial || inner.some(({ partial }) => partial),
    cropped: at(message, 'is_cropped') === true || inner.some(({ cropped }) => cropped),
  };
}

/** As quoted lines, so that what somebody else wrote is not read as the customer's own words. */
function forwardedBlock(forwarded: unknown, depth: number, passedOn: { left: number }): Block {
  if (depth > deepest || passedOn.left <= 0) return { lines: [], files: [], partial: false, cropped: true };
  passedOn.left -= 1;
  const { lines, ...rest } = blockOf(forwarded, depth, passedOn);
  const quoted = [authorOf(forwarded), ...lines.join('\n').split('\n')].filter((one) => one.trim() !== '');
  return { ...rest, lines: [quoted.map((one) => `> ${one}`).join('\n')] };
}

/** VK gives no names with a message. */
function authorOf(message: unknown): string {
  const from = wholeAt(message, 'from_id');
  if (from === null || from === 0) return '👤';
  return `👤 vk.com/${isPerson(from) ? `id${from}` : `club${Math.abs(from)}`}`;
}

/** The conversation holds the answered message; one line of it tells which it is. */
function answeredLine(answered: unknown): readonly string[] {
  if (typeof answered !== 'object' || answered === null) return [];
  const text = wordsOf(answered);
  const words = line(text.trim() === '' ? attachmentsOf(listAt(answered, 'attachments'), { text }).lines.join(' ') : text, 200);
  return words === '' ? [] : [`> ${words}`];
}
