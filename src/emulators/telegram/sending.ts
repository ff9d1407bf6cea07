// The methods by which a bot writes, and what they are refused for.
import type { Upload } from '../emulator.ts';
import { flagAt, type Parameters, textAt, valueAt, wholeAt } from './call-parameters.ts';
import { badRequest, forbidden, Refusal } from './refusal.ts';
import { bookedFile, botOf, chatOf, fileFields, keep, type Kept, namedFields, photoFields, placeOf, seconds, type Shown, type User, type World } from './world.ts';

const mostText = 4096;
const mostCaption = 1024;
const mostFileBytes = 50 * 1_048_576;
const mostPhotoBytes = 10 * 1_048_576;
const mostButtonBytes = 64;
const mostButtons = 100;

export type Sends = (world: World, given: Parameters, limit: (chat: number) => void) => Shown;

export const sendMethods: Readonly<Record<string, Sends>> = {
  sendmessage: (world, given, limit) => {
    const user = recipient(world, given);
    const text = checkText(textAt(given, 'text'), mostText, 'message is too long');
    if (text === '') throw badRequest('message text is empty');
    return write({ world, given, user, limit }, { text }, text, null);
  },
  sendphoto: (world, given, limit) => sendFile(world, given, limit, 'photo'),
  sendvideo: (world, given, limit) => sendFile(world, given, limit, 'video'),
  sendaudio: (world, given, limit) => sendFile(world, given, limit, 'audio'),
  sendvoice: (world, given, limit) => sendFile(world, given, limit, 'voice'),
  senddocument: (world, given, limit) => sendFile(world, given, limit, 'document'),
};

type FileKind = 'photo' | 'video' | 'audio' | 'voice' | 'document';
type Order = { readonly world: World; readonly given: Parameters; readonly user: User; readonly limit: (chat: number) => void };

function sendFile(world: World, given: Parameters, limit: (chat: number) => void, kind: FileKind): Shown {
  const user = recipient(world, given);
  const caption = checkText(textAt(given, 'caption'), mostCaption, 'message caption is too long');
  const upload = fileAt(given, kind);
  if (kind === 'photo') checkPhoto(upload);
  const file = keep(world, `${kind}s`, upload);
  return write({ world, given, user, limit }, { [kind]: fieldsOf(kind, file), ...(caption === '' ? {} : { caption }) }, caption, file);
}

function fieldsOf(kind: FileKind, file: Kept): unknown {
  if (kind === 'photo') return photoFields(file);
  if (kind === 'video') return { width: 640, height: 360, duration: 5, ...namedFields(file) };
  if (kind === 'audio') return { duration: 5, ...namedFields(file) };
  return kind === 'voice' ? { duration: 5, mime_type: 'audio/ogg', ...fileFields(file) } : namedFields(file);
}

const mediaTypes: Readonly<Record<FileKind, string>> = { photo: 'image/jpeg', video: 'video/mp4', audio: 'audio/mpeg', voice: 'audio/ogg', document: 'application/octet-stream' };

function fileAt(given: Parameters, kind: FileKind): Upload {
  const said = textAt(given, kind);
  const file = given.files.get(kind) ?? (said.startsWith('attach://') ? given.files.get(said.slice('attach://'.length)) : undefined);
  if (!file) throw badRequest(said === '' ? `there is no ${kind} in the request` : 'wrong remote file identifier specified: Wrong string length');
  if (file.content.byteLength === 0) throw badRequest('file must be non-empty');
  if (file.content.byteLength > mostFileBytes) throw new Refusal(413, 'Request Entity Too Large');
  return { name: file.name || 'file', mediaType: mediaTypes[kind], content: file.content };
}

/** What begins like no picture is none, whatever it is called. */
function checkPhoto({ content }: Upload): void {
  if (content.byteLength > mostPhotoBytes) throw badRequest(`file of size ${content.byteLength} bytes is too big for a photo; the maximum size is ${mostPhotoBytes} bytes`);
  const head = Buffer.from(content.subarray(0, 12)).toString('latin1');
  if (!/^(\u00ff\u00d8\u00ff|\u0089PNG|GIF8|RIFF....WEBP)/s.test(head)) throw badRequest('IMAGE_PROCESS_FAILED');
}

function recipient(world: World, given: Parameters): User {
  if (textAt(given, 'chat_id') === '') throw badRequest('chat_id is empty');
  const user = world.users.get(wholeAt(given, 'chat_id') ?? Number.NaN);
  if (!user) throw badRequest('chat not found');
  if (user.gone) throw forbidden('user is deactivated');
  if (user.blocked) throw forbidden('bot was blocked by the user');
  if (!user.started) throw forbidden('bot can\'t initiate conversation with a user');
  return user;
}

function checkText(text: string, most: number, tooLong: string): string {
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const trimmed = text.replaceAll('\0', '').trim();
  if (trimmed.length > most) throw badRequest(tooLong);
  return trimmed;
}

function write({ world, given, user, limit }: Order, content: Readonly<Record<string, unknown>>, text: string, file: Kept | null): Shown {
  const keyboard = keyboardIn(given);
  const answered = answeredIn(world, given, user);
  limit(user.id);
  world.messageNumber += 1;
  const message: Shown = {
    message_id: world.messageNumber, from: botOf(world), chat: chatOf(user), date: seconds(), ...(answered ? { reply_to_message: answered } : {}), ...content,
    ...(keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
  };
  const id = placeOf(user.id, message.message_id);
  world.messages.set(id, message);
  world.book.add({
    id, customer: user.name, direction: 'to customer', text, files: file ? [bookedFile(file)] : [],
    buttons: keyboard.flat().map((button) => ({ id: button.callback_data ?? button.url ?? '', label: button.text })),
  });
  world.book.note(id, 'accepted');
  return message;
}

type Button = { readonly text: string; readonly callback_data?: string; readonly url?: string };

function keyboardIn(given: Parameters): readonly (readonly Button[])[] {
  const markup = valueAt(given, 'reply_markup');
  if (markup === undefined) return [];
  if (typeof markup !== 'object' || markup === null) throw badRequest('object expected as reply markup');
  const rows = (markup as { readonly inline_keyboard?: unknown }).inline_keyboard;
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw badRequest('field "inline_keyboard" must be of type Array');
  const buttons = (rows as readonly (readonly Button[])[]).flat();
  if (buttons.length > mostButtons) throw badRequest('reply markup is too long');
  for (const { text, callback_data: data, url } of buttons) {
    if (typeof text !== 'string' || text === '') throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"');
    if (data === undefined && url === undefined) throw badRequest('can\'t parse inline keyboard button: Text buttons are unallowed in the inline keyboard');
    if (data !== undefined && (data === '' || Buffer.byteLength(data) > mostButtonBytes)) throw badRequest('BUTTON_DATA_INVALID');
  }
  return rows as readonly (readonly Button[])[];
}

function answeredIn(world: World, given: Parameters, user: User): Shown | null {
  const wanted = valueAt(given, 'reply_parameters');
  if (wanted === undefined) return null;
  if (typeof wanted !== 'object' || wanted === null) throw badRequest('object expected as reply parameters');
  const { message_id: id, allow_sending_without_reply: anyway } = wanted as { readonly message_id?: unknown; readonly allow_sending_without_reply?: unknown };
  const found = world.messages.get(placeOf(user.id, Number(id)));
  if (!found && anyway !== true && !flagAt(given, 'allow_sending_without_reply')) throw badRequest('message to be replied not found');
  // One answered message deep, as the vendor shows it.
  const { reply_to_message: _deeper, ...shown } = found ?? { message_id: 0 };
  return found ? shown : null;
}
