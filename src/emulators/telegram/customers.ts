// What somebody with the Telegram app can do to a bot. What the app does and the bot is not told of (reading, deleting) stays here.
import type { Customers, Upload } from '../emulator.ts';
import type { Entry } from '../book.ts';
import type { Updates } from './updates.ts';
import { bookedFile, botOf, chatOf, fileFields, keep, namedFields, personOf, photoFields, placeOf, seconds, type Shown, type User, userNamed, type World } from './world.ts';

/** The app divides what is longer. */
const mostText = 4096;
const mostCaption = 1024;
/** So long a press can be answered, before the pace. */
const pressLives = 15 * 60_000;

type Told = { readonly world: World; readonly updates: Updates; readonly pace: number };
type Deeds = Customers & Required<Pick<Customers, 'edit' | 'remove' | 'begin' | 'press' | 'block' | 'unblock'>>;

export function openCustomers(world: World, updates: Updates, pace: number): Deeds {
  const told: Told = { world, updates, pace };
  return {
    write: (customer, said) => write(told, userNamed(world, customer), said),
    edit: (id, text) => edit(told, id, text),
    remove: (id) => world.book.note(id, 'removed'),
    begin: (customer, payload) => {
      // The app sends this by itself when somebody taps “Start”: nothing that anybody wrote, so it is not in the book.
      const words = payload === null ? '/start' : `/start ${payload}`;
      updates.add('message', appear(told, userNamed(world, customer), { text: words, entities: [{ offset: 0, length: 6, type: 'bot_command' }] }));
    },
    press: (customer, id, button) => press(told, userNamed(world, customer), id, button),
    block: (customer) => block(told, userNamed(world, customer), true),
    unblock: (customer) => block(told, userNamed(world, customer), false),
  };
}

/** In the chat, and nobody told yet. */
function appear(told: Told, user: User, content: Readonly<Record<string, unknown>>): Shown {
  const { world } = told;
  // Whoever writes has opened the chat; the app lets nobody write to a bot that they block.
  block(told, user, false);
  user.started = true;
  world.messageNumber += 1;
  const message: Shown = { message_id: world.messageNumber, from: personOf(user), chat: chatOf(user), date: seconds(), ...content };
  world.messages.set(placeOf(user.id, message.message_id), message);
  return message;
}

function say(told: Told, user: User, content: Readonly<Record<string, unknown>>, booked: { readonly text: string; readonly files?: readonly Upload[] }): Entry {
  const { world, updates } = told;
  const message = appear(told, user, content);
  const id = placeOf(user.id, message.message_id);
  const entry = world.book.add({ id, customer: user.name, direction: 'from customer', text: booked.text, files: (booked.files ?? []).map(bookedFile) });
  updates.add('message', message, () => {
    entry.told = true;
    world.book.note(id, 'told');
  });
  return entry;
}

function write(told: Told, user: User, { text, files = [] }: { readonly text: string; readonly files?: readonly Upload[] }): Entry {
  const { world } = told;
  // An album is messages of their own that share a number; its words stand below the first.
  const group = files.length > 1 ? { media_group_id: String(13_000_000_000_000_000 + world.messageNumber) } : {};
  const caption = files.length > 0 && text.length <= mostCaption ? text : '';
  const sent = files.map((file, place) => say(told, user, { ...mediaOf(world, file), ...group, ...(place === 0 && caption !== '' ? { caption } : {}) }, { text: place === 0 ? caption : '', files: [file] }));
  const rest = caption === '' && (text !== '' || files.length === 0) ? inPieces(text).map((piece) => say(told, user, { text: piece, ...entitiesOf(piece) }, { text: piece })) : [];
  return (sent[0] ?? rest[0])!;
}

function edit({ world, updates }: Told, id: string, text: string): void {
  const message = world.messages.get(id);
  const entry = world.book.find(id);
  if (!message || entry?.direction !== 'from customer') return;
  const edited = { ...message, edit_date: seconds(), ...(message['text'] === undefined ? { caption: text } : { text, ...entitiesOf(text) }) };
  world.messages.set(id, edited);
  entry.text = text;
  world.book.note(id, 'edited');
  updates.add('edited_message', edited);
}

function press({ world, updates, pace }: Told, user: User, id: string, button: string): void {
  const message = world.messages.get(id);
  if (!message || !world.book.find(id)?.buttons.some((one) => one.id === button)) return;
  const number = String(4_000_000_000_000_000 + world.chance.below(1_000_000_000));
  world.presses.set(number, performance.now() + pressLives * pace);
  world.book.note(id, 'pressed', button);
  updates.add('callback_query', { id: number, from: personOf(user), message, chat_instance: String(user.id * 7), data: button });
}

/** In a private chat a bot is told of its member only then. */
function block({ world, updates }: Told, user: User, blocked: boolean): void {
  if (user.blocked === blocked) return;
  user.blocked = blocked;
  const member = (status: string) => ({ user: botOf(world), status, ...(status === 'kicked' ? { until_date: 0 } : {}) });
  updates.add('my_chat_member', { chat: chatOf(user), from: personOf(user), date: seconds(), old_chat_member: member(blocked ? 'member' : 'kicked'), new_chat_member: member(blocked ? 'kicked' : 'member') });
}

/** What the app recognises by itself while somebody types; of what can be marked by hand nothing. */
function entitiesOf(text: string): { readonly entities?: readonly unknown[] } {
  const found = [...text.matchAll(/https?:\/\/\S+|(?<=^|\s)\/\w+/g)].map((match) => ({ offset: match.index, length: match[0].length, type: match[0].startsWith('/') ? 'bot_command' : 'url' }));
  return found.length > 0 ? { entities: found } : {};
}

function inPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== '' || pieces.length === 0; rest = rest.slice(mostText)) pieces.push(rest.slice(0, mostText));
  return pieces;
}

/** As the app sends what is dropped into it. */
function mediaOf(world: World, upload: Upload): Readonly<Record<string, unknown>> {
  if (/^image\/(jpeg|png)$/.test(upload.mediaType)) return { photo: photoFields(keep(world, 'photos', upload)) };
  if (upload.mediaType === 'video/mp4') return { video: { duration: 7, width: 640, height: 360, ...namedFields(keep(world, 'videos', upload)) } };
  if (upload.mediaType === 'audio/ogg') return { voice: { duration: 4, mime_type: 'audio/ogg', ...fileFields(keep(world, 'voice', upload)) } };
  if (upload.mediaType.startsWith('audio/')) return { audio: { duration: 120, ...namedFields(keep(world, 'music', upload)) } };
  if (upload.mediaType === 'image/webp') return { sticker: { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '👍', set_name: 'Emulated', ...fileFields(keep(world, 'stickers', upload)) } };
  return { document: namedFields(keep(world, 'documents', upload)) };
}
