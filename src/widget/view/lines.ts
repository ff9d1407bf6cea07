// What the conversation consists of: messages, those that are not sent yet, marks, days and closings, as children of the log.
import type { VisitorMessage } from '../../contract/visitor.ts';
import type { ChatState } from '../chat/state.ts';
import type { Waiting } from '../chat/outbox.ts';
import type { Line } from '../chat/timeline.ts';
import { clock, dayOf } from '../wording/moments.ts';
import type { Speech } from '../wording/wording.ts';
import { element, icon, icons, type Item } from './element.ts';
import { elsewhere, linkedText } from './linked-text.ts';

export type LinesOf = {
  readonly speech: Speech;
  readonly team: string;
  readonly mostLength: number;
  readonly fileAddress: (path: string) => string;
  readonly onAgain: (id: string) => void;
  readonly onDiscard: (id: string) => void;
};

const pauseBetweenRuns = 600_000;
const marks = { accepted: 'sent', delivered: 'delivered', read: 'seen' } as const;

export function linesOf({ timeline, outbox, link }: ChatState, how: LinesOf, now: Date): readonly Item[] {
  const { say, language } = how.speech;
  const items: Item[] = [];
  const lastOwn = timeline.lines.findLast(isOwn);
  let before: Line | undefined;
  for (const line of timeline.lines) {
    const at = new Date(momentOf(line));
    if (!before || new Date(momentOf(before)).toDateString() !== at.toDateString()) items.push(divider(`day ${at.toDateString()}`, dayOf(at, language, now)));
    if (line.is === 'closed') items.push(divider(line.id, say('closedConversation')));
    else items.push(messageItem(line.message, beginsRun(before, line.message), how));
    if (line === lastOwn && line.is === 'message' && !outbox.length) items.push(mark(line.id, say(marks[line.message.state])));
    before = line;
  }
  for (const item of outbox) items.push(...unsent(item, link === 'lost', how));
  return items;
}

function messageItem({ id, author, text, attachments, at, edited }: VisitorMessage, first: boolean, { speech: { say, language }, team, fileAddress }: LinesOf): Item {
  const mine = author.kind === 'visitor';
  const name = mine ? say('you') : (author.name ?? team);
  return {
    key: id,
    like: JSON.stringify([text, attachments.map((file) => file.path), edited, mine || first]),
    draw: () => bubble(id, mine, [
      element('p', { class: first && !mine ? 'author' : 'unseen' },
        element('span', { dir: 'auto' }, name), author.kind === 'automation' && element('span', { class: 'badge' }, say('bot')),
        element('time', { datetime: at }, clock(new Date(at), language)), edited && element('span', {}, say('edited'))),
      words(text, attachments.map((file) => attachment(file.name, file.mediaType, fileAddress(file.path)))),
    ]),
    touch: (node) => node.classList.remove('unsent'),
  };
}

/** The same drawing as the message it will be, so that arriving is no change to look at or to listen to. */
function unsent({ id, text, attachments, state, code }: Waiting, offline: boolean, { speech: { say }, mostLength, onAgain, onDiscard }: LinesOf): readonly Item[] {
  const message: Item = {
    key: id,
    like: JSON.stringify([text, attachments.map((file) => file.name), false, true]),
    draw: () => bubble(id, true, [element('p', { class: 'unseen' }, say('you')), words(text, attachments.map((file) => attachment(file.name)))]),
    touch: (node) => node.classList.toggle('unsent', state !== 'sent'),
  };
  if (state !== 'refused') return [message, mark(id, say(state === 'sent' ? 'sent' : offline ? 'kept' : 'sending'))];
  const button = (sentence: 'tryAgain' | 'remove', act: (id: string) => void) => element('button', { type: 'button', class: 'plain', click: () => act(id) }, say(sentence));
  const because = say(code === 'message-too-long' ? 'tooLong' : 'notSent', { most: mostLength });
  return [message, {
    key: `mark ${id}`, like: because,
    draw: () => element('div', { class: 'mark problem', role: 'alert' }, because, ' ', button('tryAgain', onAgain), ' ', button('remove', onDiscard)),
  }];
}

function bubble(id: string, mine: boolean, children: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: mine ? 'mine' : 'theirs', 'data-id': id }, ...children);
}

function words(text: string, attachments: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'words' }, text !== '' && linkedText(text), ...attachments);
}

function attachment(name: string, mediaType = '', address?: string): HTMLElement {
  if (/^image\/(png|jpeg|gif|webp)$/.test(mediaType)) return element('a', { class: 'picture', href: address, ...elsewhere }, element('img', { src: address, alt: name, loading: 'lazy' }));
  return element(address ? 'a' : 'span', { class: 'file', href: address, ...elsewhere }, icon(icons.file), element('span', { dir: 'auto' }, name));
}

function mark(id: string, said: string): Item {
  return { key: `mark ${id}`, like: said, draw: () => element('div', { class: 'mark' }, said) };
}

function divider(key: string, said: string): Item {
  return { key, like: said, draw: () => element('div', { class: 'divider' }, element('span', {}, said)) };
}

function beginsRun(before: Line | undefined, { author, at }: VisitorMessage): boolean {
  if (before?.is !== 'message') return true;
  const { author: other, at: earlier } = before.message;
  return author.kind !== other.kind || author.name !== other.name || Date.parse(at) - Date.parse(earlier) > pauseBetweenRuns;
}

function momentOf(line: Line): string {
  return line.is === 'message' ? line.message.at : line.at;
}

function isOwn(line: Line): boolean {
  return line.is === 'message' && line.message.author.kind === 'visitor';
}
