// What people do at VK, and what VK tells the community of it.
import type { Entry } from '../book.ts';
import type { Customers } from '../emulator.ts';
import type { Dice, Faults } from '../faults.ts';
import { nameOf, type Person, shown, type Stored } from './community.ts';
import type { Surroundings } from './methods.ts';
import { quoted } from './sending.ts';
import { booked } from './things.ts';

/** Deeds beyond those of every vendor: for tests of what VK's people and administrators can do besides. */
export type Deeds = {
  type(customer: string): void;
  /** Answers a message by its name in the book, as VK's frame. */
  answer(customer: string, message: string, text: string): Entry;
  /** Somebody of the community writes in VK's own pages. */
  writeAsAdministrator(customer: string, text: string): void;
  blacklist(customer: string): void;
  /** Every message to them is refused with this number; null: not any more. */
  refuse(customer: string, code: number | null): void;
  leave(customer: string): void;
  /** An event that this emulator knows nothing of. */
  tell(type: string, object: unknown): void;
};

/** A press must be answered within a minute. */
const pressHolds = 60_000;

type World = Surroundings & { readonly faults: Faults; readonly chance: Dice };

export function openPeople(vendor: Surroundings, faults: Faults, chance: Dice): Customers & Deeds {
  const world = { ...vendor, faults, chance };
  const { community, events, things } = world;
  return {
    write: (customer, { text, files = [] }) => {
      const person = community.person(customer);
      return say(world, person, { text, attachments: files.map((file) => things.ofCustomer(person.id, file)) }, files.map((file) => booked(file)));
    },
    edit: (id, text) => edit(world, id, text),
    begin: (customer, payload) => void say(world, community.person(customer), { text: 'Начать', more: { payload: '{"command":"start"}', ...(payload === null ? {} : { ref: payload, ref_source: '' }) } }),
    press: (customer, message, button) => press(world, community.person(customer), community.findStored(message), button),
    read: (customer) => read(world, community.person(customer)),
    block: (customer) => {
      const person = community.person(customer);
      person.allows = false;
      events.emit('message_deny', { user_id: person.id });
    },
    unblock: (customer) => allow(world, community.person(customer)),
    ...deedsOf(world),
  };
}

function deedsOf(world: World): Deeds {
  const { community, events } = world;
  return {
    type: (customer) => events.emit('message_typing_state', { state: 'typing', from_id: community.person(customer).id, to_id: -community.groupId }),
    answer: (customer, message, text) => {
      const answered = community.findStored(message);
      return say(world, community.person(customer), { text, more: answered ? { reply_message: quoted(answered) } : {} });
    },
    writeAsAdministrator: (customer, text) => {
      const stored = community.add(community.person(customer).id, -community.groupId, { text, more: { admin_author_id: 1_000_001 } });
      events.emit('message_reply', shown(stored, community.groupId));
    },
    blacklist: (customer) => void (community.person(customer).blacklisted = true),
    refuse: (customer, code) => void (community.person(customer).refusedWith = code),
    leave: (customer) => void (community.person(customer).gone = true),
    tell: (type, object) => events.emit(type, object),
  };
}

/** Whoever writes lets the community answer, and VK says so. */
function allow({ events }: World, person: Person): void {
  if (person.allows) return;
  person.allows = true;
  events.emit('message_allow', { user_id: person.id, key: '' });
}

const clientInfo = { button_actions: ['text', 'vkpay', 'open_app', 'location', 'open_link', 'callback'], keyboard: true, inline_keyboard: true, carousel: true, lang_id: 0 };

type Said = { readonly text: string; readonly attachments?: readonly unknown[]; readonly more?: Readonly<Record<string, unknown>> };

function say(world: World, person: Person, said: Said, files: Entry['files'] = []): Entry {
  const { community, events, book } = world;
  allow(world, person);
  const stored = community.add(person.id, person.id, said);
  const entry = book.add({ id: nameOf(stored), customer: person.name, direction: 'from customer', text: said.text, files });
  events.emit('message_new', { message: shown(stored, community.groupId), client_info: clientInfo }, () => {
    entry.told = true;
  });
  return entry;
}

function edit({ community, events, book, now }: World, id: string, text: string): void {
  const stored = community.findStored(id);
  const entry = book.find(id);
  if (!stored || stored.from < 0 || !entry) return;
  stored.text = entry.text = text;
  stored.updatedAt = Math.floor(now() / 1_000);
  book.note(id, 'edited');
  events.emit('message_edit', shown(stored, community.groupId));
}

/** VK tells how far somebody has read, and no time. */
function read({ community, events, book, faults, chance }: World, person: Person): void {
  const unread = community.dialog(person.id).filter(({ from, place }) => from === -community.groupId && place > person.readUntil);
  const last = unread.at(-1);
  if (!last) return;
  for (const message of unread) book.note(nameOf(message), 'read');
  person.readUntil = last.place;
  if (chance.falls(faults.receiptsMissing)) return;
  events.after(chance.below(Math.max(1, faults.late)), () => events.emit('message_read', { from_id: person.id, peer_id: person.id, read_message_id: last.id, conversation_message_id: last.place }));
}

function press({ events, book, controls, chance, now, pace }: World, person: Person, message: Stored | undefined, button: string): void {
  const buttons = message && book.find(nameOf(message))?.buttons;
  if (!message || message.peer !== person.id || !buttons?.some(({ id }) => id === button)) return;
  const event = Array.from({ length: 12 }, () => chance.below(16).toString(16)).join('');
  controls.presses.set(event, { person: person.id, until: now() + pressHolds * pace, message: nameOf(message) });
  book.note(nameOf(message), 'pressed', button);
  events.emit('message_event', { user_id: person.id, peer_id: person.id, event_id: event, payload: { button }, conversation_message_id: message.place });
}
