// What the emulated MAX knows: the bot, the people who talk to it, their messages and the files. Nothing here speaks HTTP.
import type { Book, Entry } from '../book.ts';
import type { Dice, Faults } from '../faults.ts';

export type Person = {
  readonly name: string;
  readonly userId: number;
  readonly chatId: number;
  /** Has pressed “Start”: before that the bot may not write, and after “Stop” not any more. */
  state: 'unknown' | 'started' | 'stopped';
  lastActivity: number;
  /** No two messages of a dialog have the same time. */
  lastMessage: number;
};

export type Attachment = { readonly type: string; readonly [field: string]: unknown };

export type Message = {
  readonly mid: string;
  readonly seq: number;
  readonly person: Person;
  readonly byBot: boolean;
  readonly timestamp: number;
  text: string | null;
  attachments: readonly Attachment[];
  readonly link: { readonly type: 'reply' | 'forward'; readonly mid: string } | null;
  removed: boolean;
};

export type UploadType = 'image' | 'video' | 'audio' | 'file';

export type StoredFile = {
  readonly token: string;
  readonly type: UploadType;
  readonly id: number;
  name: string;
  mediaType: string;
  content: Uint8Array | null;
  /** The vendor works on what was uploaded; until then no message can carry it. */
  readyAt: number;
};

export type Update = { readonly update_type: string; readonly timestamp: number; readonly [field: string]: unknown };

export type Vendor = {
  readonly book: Book;
  readonly faults: Faults;
  readonly chance: Dice;
  readonly pace: number;
  readonly bot: { readonly userId: number; readonly username: string; readonly name: string; readonly token: string };
  readonly people: Map<string, Person>;
  readonly messages: Map<string, Message>;
  readonly files: Map<string, StoredFile>;
  /** Presses of buttons that can be answered. */
  readonly callbacks: Map<string, Message>;
  address: string;
  announce(update: Update, entry: Entry | null): void;
};

export type Refused = { readonly status: number; readonly code: string; readonly message: string };

let made = 0;

export function openVendor(parts: Pick<Vendor, 'book' | 'faults' | 'chance' | 'pace'>, seed: number): Vendor {
  return {
    ...parts,
    bot: { userId: 20_000_000 + (seed % 1_000_000), username: `id77${String(seed).padStart(8, '0')}_bot`, name: 'Shop', token: `f9LHodD0cOL-emulated-token-of-bot-${seed}` },
    people: new Map(), messages: new Map(), files: new Map(), callbacks: new Map(),
    address: '',
    announce: () => undefined,
  };
}

export function personOf(vendor: Vendor, name: string): Person {
  const known = vendor.people.get(name);
  if (known) return known;
  const place = vendor.people.size + 1;
  const person: Person = { name, userId: 145_000_000 + place * 97, chatId: 228_000_000 + place * 131, state: 'unknown', lastActivity: Date.now(), lastMessage: 0 };
  vendor.people.set(name, person);
  return person;
}

export const byUserId = (vendor: Vendor, userId: number): Person | undefined => [...vendor.people.values()].find((one) => one.userId === userId);
export const byChatId = (vendor: Vendor, chatId: number): Person | undefined => [...vendor.people.values()].find((one) => one.chatId === chatId);

/** Ids as the vendor makes them: the chat, then the time, so that they grow. */
export function addMessage(vendor: Vendor, message: Pick<Message, 'person' | 'byBot' | 'text' | 'attachments' | 'link'>): Message {
  made += 1;
  const timestamp = Math.max(Date.now(), message.person.lastMessage + 1);
  message.person.lastMessage = timestamp;
  const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
  const mid = `mid.${hex(message.person.chatId, 16)}${hex(timestamp, 12)}${hex(made & 0xffff, 4)}`;
  const stored: Message = { ...message, mid, seq: timestamp * 1000 + (made % 1000), timestamp, removed: false };
  vendor.messages.set(mid, stored);
  return stored;
}

export function userView(person: Person): Record<string, unknown> {
  const [first, ...rest] = person.name.split(' ');
  return { user_id: person.userId, first_name: first, last_name: rest.join(' '), is_bot: false, last_activity_time: person.lastActivity, name: person.name };
}

export function botView({ bot }: Vendor): Record<string, unknown> {
  return { user_id: bot.userId, first_name: bot.name, username: bot.username, is_bot: true, last_activity_time: Date.now(), name: bot.name };
}

export function messageView(vendor: Vendor, message: Message): Record<string, unknown> {
  const { person, byBot, timestamp, link } = message;
  const linked = link ? vendor.messages.get(link.mid) : undefined;
  return {
    recipient: { chat_id: person.chatId, chat_type: 'dialog', user_id: byBot ? person.userId : vendor.bot.userId },
    timestamp,
    body: bodyView(message),
    sender: byBot ? botView(vendor) : userView(person),
    ...(link && linked ? { link: { type: link.type, sender: linked.byBot ? botView(vendor) : userView(linked.person), chat_id: linked.person.chatId, message: bodyView(linked) } } : {}),
  };
}

function bodyView({ mid, seq, text, attachments }: Message): Record<string, unknown> {
  return { mid, seq, text, ...(attachments.length > 0 ? { attachments } : {}) };
}
