// What the people who talk to the bot can do. A text `geo:55.751,37.618` sends a place and `sticker:code` a sticker; a file of the type
// text/vcard goes as a contact card. Who has read what the vendor tells nobody.
import { createHash } from 'node:crypto';
import type { Entry } from '../book.ts';
import type { Customers, Upload } from '../emulator.ts';
import { bookedFile, keepFile, mediaView } from './files.ts';
import { addMessage, messageView, personOf, userView, type Attachment, type Message, type Person, type UploadType, type Vendor } from './vendor.ts';

const mostPayload = 128;
const locale = 'ru';

export function customersOf(vendor: Vendor): Customers {
  const happened = (type: string, person: Person, more: Record<string, unknown> = {}): void => {
    person.lastActivity = Date.now();
    vendor.announce({ update_type: type, timestamp: Date.now(), chat_id: person.chatId, user: userView(person), user_locale: locale, ...more }, null);
  };
  const start = (person: Person, payload: string | null): void => {
    person.state = 'started';
    happened('bot_started', person, payload === null ? {} : { payload });
  };
  return {
    write: (customer, { text, files = [] }) => {
      const person = personOf(vendor, customer);
      // Nobody can write before “Start”, or after “Stop” before starting again.
      if (person.state !== 'started') start(person, null);
      return writeAll(vendor, person, text, files);
    },
    edit: (id, text) => {
      const message = ownMessage(vendor, id);
      if (!message) return;
      message.text = text;
      vendor.book.find(id)!.text = text;
      vendor.book.note(id, 'edited');
      vendor.announce({ update_type: 'message_edited', timestamp: Date.now(), message: messageView(vendor, message) }, null);
    },
    remove: (id) => {
      const message = ownMessage(vendor, id);
      if (!message) return;
      message.removed = true;
      vendor.book.note(id, 'removed');
      vendor.announce({ update_type: 'message_removed', timestamp: Date.now(), message_id: id, chat_id: message.person.chatId, user_id: message.person.userId }, null);
    },
    // A longer payload is left out, says the vendor.
    begin: (customer, payload) => start(personOf(vendor, customer), payload !== null && payload.length > mostPayload ? null : payload),
    press: (customer, id, button) => press(vendor, personOf(vendor, customer), id, button),
    block: (customer) => {
      const person = personOf(vendor, customer);
      person.state = 'stopped';
      happened('bot_stopped', person);
    },
    unblock: (customer) => start(personOf(vendor, customer), null),
  };
}

function ownMessage(vendor: Vendor, id: string): Message | null {
  const message = vendor.messages.get(id);
  return message && !message.byBot && !message.removed ? message : null;
}

/** Pictures and videos go together; every other file is a message of its own, as the app sends them. */
function writeAll(vendor: Vendor, person: Person, text: string, files: readonly Upload[]): Entry {
  const together = files.filter((file) => kindOf(file) === 'image' || kindOf(file) === 'video');
  const single = files.filter((file) => !together.includes(file));
  const first = text !== '' || together.length > 0 || single.length === 0 ? [writeOne(vendor, person, text, together)] : [];
  const rest = single.map((file) => writeOne(vendor, person, '', [file]));
  return [...first, ...rest][0]!;
}

function kindOf({ mediaType }: Upload): UploadType {
  const [kind] = mediaType.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file';
}

function writeOne(vendor: Vendor, person: Person, text: string, files: readonly Upload[]): Entry {
  const kept = files.map((file) => keepFile(vendor, kindOf(file), file));
  const special = specialOf(text);
  const attachments = [...kept.map((file, place) => (files[place]!.mediaType === 'text/vcard' ? cardOf(files[place]!) : mediaView(vendor, file))), ...(special ? [special] : [])];
  const message = addMessage(vendor, { person, byBot: false, text: special ? '' : text, attachments, link: null });
  const entry = vendor.book.add({ id: message.mid, customer: person.name, direction: 'from customer', text, files: kept.map(bookedFile) });
  person.lastActivity = message.timestamp;
  vendor.announce({ update_type: 'message_created', timestamp: message.timestamp, message: messageView(vendor, message), user_locale: locale }, entry);
  return entry;
}

function specialOf(text: string): Attachment | null {
  const place = /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text);
  if (place) return { type: 'location', latitude: Number(place[1]), longitude: Number(place[2]) };
  const sticker = /^sticker:(\w{1,40})$/.exec(text);
  return sticker ? { type: 'sticker', payload: { code: sticker[1] }, width: 170, height: 170 } : null;
}

const cardOf = ({ content }: Upload): Attachment => ({ type: 'contact', payload: { vcf_info: Buffer.from(content).toString('utf8') } });

function press(vendor: Vendor, person: Person, id: string, button: string): void {
  const message = vendor.messages.get(id);
  const there = vendor.book.find(id)?.buttons.some((one) => one.id === button);
  if (!message?.byBot || message.person !== person || !there) return;
  const timestamp = Date.now();
  const callbackId = createHash('sha256').update(`${id} ${button} ${timestamp} ${vendor.callbacks.size}`).digest('base64url');
  vendor.callbacks.set(callbackId, message);
  person.lastActivity = timestamp;
  vendor.book.note(id, 'pressed', button);
  vendor.announce({ update_type: 'message_callback', timestamp, callback: { timestamp, callback_id: callbackId, user: userView(person), payload: button }, message: messageView(vendor, message), user_locale: locale }, null);
}
