// What the emulated Telegram holds: one bot, the people who use it, their private chats, what was said and the files.
import { createHash } from 'node:crypto';
import type { Book, BookedFile } from '../book.ts';
import type { Upload } from '../emulator.ts';
import type { Dice } from '../faults.ts';

export type User = { readonly id: number; readonly name: string; started: boolean; blocked: boolean; gone: boolean };
export type Kept = { readonly fileId: string; readonly uniqueId: string; readonly path: string; readonly name: string; readonly mediaType: string; readonly content: Uint8Array };
/** A message as the vendor's programs show it: the fields of the Bot API. */
export type Shown = Readonly<Record<string, unknown>> & { readonly message_id: number };

export type World = {
  readonly bot: { readonly id: number; readonly token: string; readonly name: string; readonly userName: string };
  readonly book: Book;
  readonly chance: Dice;
  readonly users: Map<number, User>;
  readonly messages: Map<string, Shown>;
  readonly files: Map<string, Kept>;
  /** Presses that nobody has answered yet. */
  readonly presses: Map<string, number>;
  messageNumber: number;
};

export function openWorld(book: Book, chance: Dice): World {
  const id = 700_000_000 + chance.below(99_999_999);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
  const secret = Array.from({ length: 35 }, () => letters[chance.below(letters.length)]).join('');
  return {
    bot: { id, token: `${id}:${secret}`, name: 'Emulated shop', userName: `emulated_${chance.below(100_000)}_bot` },
    book, chance, users: new Map(), messages: new Map(), files: new Map(), presses: new Map(), messageNumber: chance.below(5_000),
  };
}

export const placeOf = (chat: number, message: number): string => `${chat}:${message}`;
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** The same name is the same person; a number is somebody whom the bot knows by it. */
export function userNamed(world: World, name: string): User {
  const known = [...world.users.values()].find((one) => one.name === name || String(one.id) === name);
  if (known) return known;
  // A hash of the name, so that nobody's number depends on who came before.
  const id = 1_000_000_000 + (Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 8), 16) % 900_000_000);
  const user: User = { id, name, started: false, blocked: false, gone: false };
  world.users.set(id, user);
  return user;
}

export const personOf = ({ id, name }: User) => ({ id, is_bot: false, first_name: name, language_code: languageOf(name) });
export const chatOf = ({ id, name }: User) => ({ id, first_name: name, type: 'private' });
export const botOf = ({ bot }: World) => ({ id: bot.id, is_bot: true, first_name: bot.name, username: bot.userName });

/** As the person's program says it, from the letters of the name. */
const languageOf = (name: string): string => (/\p{Script=Cyrillic}/u.test(name) ? 'ru' : /\p{Script=Han}/u.test(name) ? 'zh-hans' : 'en');

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'video/mp4': 'mp4', 'audio/ogg': 'oga', 'audio/mpeg': 'mp3', 'application/pdf': 'pdf', 'text/plain': 'txt' };

export function keep(world: World, folder: string, { name, mediaType, content }: Upload): Kept {
  const place = world.files.size;
  const sum = createHash('sha256').update(content).digest('base64url');
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? endings[mediaType] ?? 'bin';
  const file: Kept = { fileId: `BQACAgI${place}AAxk${sum.slice(0, 40)}`, uniqueId: `AgAD${sum.slice(0, 11)}`, path: `${folder}/file_${place}.${ending}`, name, mediaType, content };
  world.files.set(file.fileId, file);
  return file;
}

export const bookedFile = ({ name, mediaType, content }: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array }): BookedFile =>
  ({ name, mediaType, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') });

export const fileFields = (file: Kept) => ({ file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.content.byteLength });
export const namedFields = (file: Kept) => ({ file_name: file.name, mime_type: file.mediaType, ...fileFields(file) });
/** Two sizes, the small one first, as the vendor lists them. */
export const photoFields = (file: Kept) => [
  { file_id: `${file.fileId}s`, file_unique_id: `${file.uniqueId}s`, file_size: Math.ceil(file.content.byteLength / 10), width: 90, height: 60 },
  { ...fileFields(file), width: 1280, height: 853 },
];
