// What the people of the messenger can do. Small files travel with a message, others are fetched by the desk.
import { createHash } from 'node:crypto';
import type { Entry } from '../book.ts';
import type { Customers, Upload } from '../emulator.ts';
import { asTold, bookedFile, type Happening, personOf, type World } from './world.ts';

const mostInline = 100_000;

export function customersOf(world: World): Customers {
  const { book } = world;
  const now = (): string => new Date().toISOString();
  const happened = (type: string, more: Omit<Happening, 'type' | 'at'>, entry: Entry | null = null): void => world.tell({ type, at: now(), ...more }, entry);
  /** null: it is not theirs to change. */
  const own = (id: string): Entry | null => {
    const entry = book.find(id);
    return entry?.direction === 'from customer' && !entry.states.some(({ state }) => state === 'removed') ? entry : null;
  };
  const turn = (customer: string, blocked: boolean): void => {
    const person = personOf(world, customer);
    person.blocked = blocked;
    happened('reachable', { id: world.next('turn'), from: asTold(person), reachable: !blocked });
  };
  return {
    write: (customer, { text, files = [] }) => {
      const person = personOf(world, customer);
      // Whoever writes wants to hear again.
      if (person.blocked) turn(customer, false);
      const entry = book.add({ id: world.next('in'), customer, direction: 'from customer', text, files: files.map(bookedFile) });
      happened('message', { id: entry.id, from: asTold(person), text, attachments: files.map((file) => attached(world, file)) }, entry);
      return entry;
    },
    edit: (id, text) => {
      const entry = own(id);
      if (!entry) return;
      entry.text = text;
      book.note(id, 'edited');
      happened('edit', { message: id, text });
    },
    remove: (id) => {
      if (!own(id)) return;
      book.note(id, 'removed');
      happened('removal', { message: id });
    },
    begin: (customer, payload) => happened('begun', { id: world.next('begun'), from: asTold(personOf(world, customer)), payload }),
    press: (customer, id, button) => {
      const entry = book.find(id);
      if (entry?.customer !== customer || !entry.buttons.some((one) => one.id === button)) return;
      book.note(id, 'pressed', button);
      happened('press', { id: world.next('press'), from: asTold(personOf(world, customer)), message: id, button });
    },
    read: (customer) => {
      const unread = book.entries.filter((one) => one.customer === customer && one.direction === 'to customer' && one.states.some(({ state }) => state === 'delivered') && !one.states.some(({ state }) => state === 'read'));
      for (const one of unread) book.note(one.id, 'read');
      const last = unread.at(-1);
      if (last && !world.chance.falls(world.faults.receiptsMissing)) happened('read-until', { from: asTold(personOf(world, customer)), message: last.id });
    },
    block: (customer) => turn(customer, true),
    unblock: (customer) => turn(customer, false),
  };
}

function attached(world: World, file: Upload): Readonly<Record<string, unknown>> {
  const { name, mediaType, content } = file;
  if (content.byteLength <= mostInline) return { name, mediaType, base64: Buffer.from(content).toString('base64') };
  const key = createHash('sha256').update(`${world.secret} ${world.next('file')}`).digest('hex').slice(0, 32);
  world.files.set(key, { ...file, bytes: content.byteLength });
  return { name, mediaType, bytes: content.byteLength, url: `${world.address}/files/${key}` };
}
