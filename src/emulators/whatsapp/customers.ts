// What customers do on their phones, and the webhooks that come of it.
import { createHash } from 'node:crypto';
import type { Book, Entry } from '../book.ts';
import type { Customers, Upload } from '../emulator.ts';
import { displayNumber } from './account.ts';
import type { Deliveries } from './delivery.ts';
import type { Hooks } from './hooks.ts';
import { booked, ofCustomers, type Store, takenTypes } from './media.ts';
import type { People, Person } from './people.ts';

type With = { readonly book: Book; readonly hooks: Hooks; readonly store: Store; readonly people: People; readonly deliveries: Deliveries; readonly newId: (person: Person) => string; readonly now: () => number };
type Body = { readonly type: string; readonly [name: string]: unknown };

export function openCustomers(world: With): Customers {
  const { book, people, deliveries, now } = world;
  const active = (person: Person): void => {
    person.wroteAt = now();
    deliveries.wake(person);
  };
  const add = (person: Person, body: Body, text: string, files: readonly Upload[] = []): Entry => {
    const entry = book.add({ id: world.newId(person), customer: person.customer, direction: 'from customer', text, files: files.map(({ name, mediaType, content }) => ({ name, mediaType, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') })) });
    tell(world, person, entry, body);
    return entry;
  };
  const own = (id: string): { entry: Entry; person: Person } | null => {
    const entry = book.find(id);
    return entry?.direction === 'from customer' ? { entry, person: people.called(entry.customer) } : null;
  };
  return {
    write: (customer, { text, files = [] }) => {
      const person = people.called(customer);
      active(person);
      return write({ ...world, add: (body, words, one) => add(person, body, words, one === undefined ? [] : [one]) }, text, files);
    },
    edit: (id, text) => {
      const found = own(id);
      if (!found) return;
      found.entry.text = text;
      book.note(id, 'edited');
      tell(world, found.person, null, { type: 'edit', edit: { original_message_id: id, message: { context: { id: 'M0' }, type: 'text', text: { body: text } } } });
    },
    remove: (id) => {
      const found = own(id);
      if (!found) return;
      book.note(id, 'revoked');
      tell(world, found.person, null, { type: 'revoke', revoke: { original_message_id: id } });
    },
    press: (customer, message, button) => {
      const person = people.called(customer);
      const sent = deliveries.find(message);
      const pressed = sent?.content.buttons.find(({ id }) => id === button);
      if (!sent || !pressed || sent.person !== person) return;
      active(person);
      const context = { from: displayNumber, id: message };
      const body: Body = sent.content.template === null
        ? { type: 'interactive', context, interactive: { type: 'button_reply', button_reply: { id: pressed.id, title: pressed.label } } }
        : { type: 'button', context, button: { payload: pressed.id, text: pressed.label } };
      book.note(message, 'pressed', pressed.label);
      add(person, body, pressed.label);
    },
    read: (customer) => {
      const person = people.called(customer);
      deliveries.wake(person);
      deliveries.readAll(person);
    },
    // Nobody is told of either.
    block: (customer) => void (people.called(customer).blocked = true),
    unblock: (customer) => void (people.called(customer).blocked = false),
  };
}

type Writing = With & { add(body: Body, text: string, file?: Upload): Entry };

/** Each file is a message of its own; the words stand below the first that can have some, else by themselves. */
function write(world: Writing, text: string, files: readonly Upload[]): Entry {
  const entries: Entry[] = [];
  let words = text;
  for (const file of files) {
    const kind = kindOf(file);
    if (kind === 'contacts') {
      entries.push(world.add({ type: 'contacts', contacts: [cardOf(file)] }, '', file));
      continue;
    }
    const held = world.store.keep(file, ofCustomers);
    const caption = kind === 'audio' || kind === 'sticker' ? '' : words;
    if (caption !== '') words = '';
    const media = { mime_type: kind === 'audio' ? `${file.mediaType}; codecs=opus` : file.mediaType, sha256: Buffer.from(booked(held).sha256, 'hex').toString('base64'), id: held.id, ...(caption === '' ? {} : { caption }), ...(kind === 'document' ? { filename: file.name } : {}), ...(kind === 'audio' ? { voice: true } : {}), ...(kind === 'sticker' ? { animated: false } : {}) };
    entries.push(world.add({ type: kind, [kind]: media }, caption, file));
  }
  if (words !== '' || entries.length === 0) entries.push(world.add(wordsBody(words), words));
  return entries[0]!;
}

/** `geo:55.75,37.61` is a place that was shared. */
function wordsBody(text: string): Body {
  const place = /^geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  return place ? { type: 'location', location: { latitude: Number(place[1]), longitude: Number(place[2]) } } : { type: 'text', text: { body: text } };
}

function kindOf({ mediaType }: Upload): string {
  if (mediaType === 'text/vcard' || mediaType === 'text/x-vcard') return 'contacts';
  if (mediaType.startsWith('audio/')) return 'audio';
  return Object.hasOwn(takenTypes, mediaType) ? takenTypes[mediaType]!.kind : 'document';
}

function cardOf({ name, content }: Upload): Readonly<Record<string, unknown>> {
  const lines = Buffer.from(content).toString('utf8').split(/\r?\n/);
  const of = (field: string): string => lines.find((line) => line.toUpperCase().startsWith(field))?.split(':').slice(1).join(':') ?? '';
  const phone = of('TEL');
  return { name: { formatted_name: of('FN') || name, first_name: of('FN') || name }, phones: phone === '' ? [] : [{ phone, type: 'CELL' }] };
}

function tell({ hooks, newId, now }: With, person: Person, entry: Entry | null, body: Body): void {
  const hidden = person.username !== null;
  hooks.tell({
    ...(entry === null ? {} : { entry }),
    value: {
      contacts: [{ profile: { name: person.name, ...(hidden ? { username: person.username } : {}) }, ...(hidden ? {} : { wa_id: person.number }), user_id: person.scopedId }],
      messages: [{ ...(hidden ? {} : { from: person.number }), from_user_id: person.scopedId, id: entry?.id ?? newId(person), timestamp: String(Math.floor(now() / 1_000)), ...body }],
    },
  });
}
