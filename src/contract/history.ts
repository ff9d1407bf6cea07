// What happened to a conversation besides its messages: the quiet lines between them. A line is made of one event and nothing
// else, by the same function on the server and in a screen, so that both always show the same.
import type { DeskEvent } from './event.ts';
import type { EntryView } from './views.ts';

/** `true`: always a line. Otherwise only for these reasons: most of what happens to a delivery is told beside its message. */
const told: Readonly<Record<EntryView['kind'], true | readonly string[]>> = {
  'reading-corrected': true,
  'correction-withdrawn': true,
  'conversation-assigned': true,
  'conversation-tagged': true,
  'conversation-closed': true,
  'conversation-reopened': true,
  'conversation-snoozed': true,
  'conversation-woken': true,
  'conversation-waiting': true,
  'conversation-renamed': true,
  'conversation-merged': true,
  'merge-undone': true,
  'conversation-split': true,
  'split-undone': true,
  'reply-undone': true,
  'macro-run': true,
  'macro-undone': true,
  'delivery-changed': ['not-delivered', 'not-read', 'retried'],
  'commitment-made': true,
  'commitment-changed': true,
  'commitment-kept': true,
  'commitment-missed': true,
  'commitment-waived': true,
  'commitment-due-soon': true,
  'commitment-renewed': true,
  'commitment-handed-over': true,
};

export const entryKinds = Object.keys(told) as readonly EntryView['kind'][];

const words = ['merge', 'merged', 'into', 'split', 'because', 'until', 'for', 'commitment', 'due', 'keeper', 'message', 'delivery', 'run', 'name'] as const;
const aboutReading = ['field', 'from', 'to'] as const;
const wordsOrNull = ['assignee', 'team', 'subject'] as const;
const lists = ['added', 'removed'] as const;
const numbers = ['number', 'intoNumber', 'count'] as const;

export function entryOf(event: Pick<DeskEvent, 'number' | 'at' | 'actor' | 'conversation' | 'data'> & { readonly kind: string }): EntryView | null {
  if (event.conversation === null || !isTold(event.kind)) return null;
  const reasons = told[event.kind];
  if (reasons !== true && !reasons.includes(String(event.data['because']))) return null;
  const { number, kind, at, actor, conversation, data } = event;
  return { number, conversation, kind, at, actor: { kind: actor.kind, id: actor.id }, data: pick(data) };
}

function isTold(kind: string): kind is EntryView['kind'] {
  return Object.hasOwn(told, kind);
}

function pick(data: DeskEvent['data']): EntryView['data'] {
  const picked: Record<string, unknown> = {};
  for (const name of [...words, ...aboutReading]) if (typeof data[name] === 'string') picked[name] = data[name];
  for (const name of wordsOrNull) if (typeof data[name] === 'string' || data[name] === null) picked[name] = data[name];
  for (const name of lists) if (isWords(data[name])) picked[name] = data[name];
  if (typeof data['late'] === 'boolean') picked['late'] = data['late'];
  for (const name of numbers) if (typeof data[name] === 'number') picked[name] = data[name];
  return picked;
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
