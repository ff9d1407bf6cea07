// Messages of the bot: sent, read again, and answers to pressed buttons.
import { bookedFile, mediaView } from './files.ts';
import { isRefused, readNewMessage, refuse } from './rules.ts';
import { addMessage, byChatId, byUserId, messageView, type Attachment, type Message, type Person, type Refused, type Vendor } from './vendor.ts';

const mostAnswersPerSecond = 2;

export function sendMessage(vendor: Vendor, url: URL, given: unknown): Record<string, unknown> | Refused {
  const wanted = readNewMessage(vendor, given);
  if (isRefused(wanted)) return wanted;
  const person = recipientOf(vendor, url);
  if (isRefused(person)) return person;
  if (wanted.link && !vendor.messages.has(wanted.link.mid)) return refuse(404, 'not.found', `Message ${wanted.link.mid.slice(0, 60)} not found`);
  const files = wanted.attachments.flatMap((one) => (typeof one['token'] === 'string' ? [vendor.files.get(one['token'])!] : []));
  const attachments = wanted.attachments.map((one) => (typeof one['token'] === 'string' ? mediaView(vendor, vendor.files.get(one['token'])!) : one));
  const message = addMessage(vendor, { person, byBot: true, text: wanted.text, attachments, link: wanted.link });
  vendor.book.add({ id: message.mid, customer: person.name, direction: 'to customer', text: wanted.text ?? '', files: files.map(bookedFile), buttons: buttonsOf(attachments) });
  vendor.book.note(message.mid, 'accepted');
  return { message: messageView(vendor, message) };
}

function buttonsOf(attachments: readonly Attachment[]): { readonly id: string; readonly label: string }[] {
  const rows = attachments.flatMap((one) => (one.type === 'inline_keyboard' ? (one['payload'] as { readonly buttons: readonly (readonly Record<string, string>[])[] }).buttons : []));
  return rows.flat().flatMap((button) => (button['type'] === 'callback' ? [{ id: button['payload']!, label: button['text']! }] : []));
}

/** In a dialog the recipient is a user; a dialog's own number reaches nobody by `chat_id` of a bot that does not know it. */
function recipientOf(vendor: Vendor, { searchParams }: URL): Person | Refused {
  const user = searchParams.get('user_id');
  const chat = searchParams.get('chat_id');
  if (user === null && chat === null) return refuse(400, 'proto.payload', 'Unknown recipient');
  if (!/^-?\d{1,19}$/.test(user ?? chat ?? '')) return refuse(400, 'proto.payload', 'Invalid recipient id');
  const person = user === null ? byChatId(vendor, Number(chat)) : byUserId(vendor, Number(user));
  if (!person || person.state === 'unknown') return user === null ? refuse(404, 'chat.not.found', `Chat ${chat} not found`) : refuse(404, 'dialog.not.found', 'Key: error.dialog.notfound');
  if (person.state === 'stopped') return refuse(403, 'chat.denied', `Key: error.dialog.suspended, args: [${person.userId},].`);
  return person;
}

/** Newest first. `from` and `to` are the old names, with the later time in `from`. */
export function listMessages(vendor: Vendor, { searchParams }: URL): Record<string, unknown> | Refused {
  const wanted = searchParams.get('message_ids');
  if (wanted !== null) return { messages: wanted.split(',').flatMap((mid) => found(vendor.messages.get(mid))).map((one) => messageView(vendor, one)) };
  const person = byChatId(vendor, Number(searchParams.get('chat_id') ?? Number.NaN));
  if (!person) return refuse(404, 'chat.not.found', 'Chat not found');
  if (person.state === 'stopped') return refuse(403, 'chat.denied', `Key: error.dialog.suspended, args: [${person.userId},].`);
  const count = Number(searchParams.get('count') ?? 50);
  if (!Number.isInteger(count) || count < 1 || count > 100) return refuse(400, 'proto.payload', 'count: must be between 1 and 100');
  const before = Number(searchParams.get('before') ?? searchParams.get('from') ?? Number.MAX_SAFE_INTEGER);
  const after = Number(searchParams.get('after') ?? searchParams.get('to') ?? -1);
  if (!Number.isFinite(before) || !Number.isFinite(after)) return refuse(400, 'proto.payload', 'Times are numbers of milliseconds');
  const all = [...vendor.messages.values()].filter((one) => one.person === person && !one.removed && one.timestamp < before && one.timestamp > after);
  return { messages: all.toReversed().slice(0, count).map((one) => messageView(vendor, one)) };
}

const found = (message: Message | undefined): readonly Message[] => (message && !message.removed ? [message] : []);

export function getMessage(vendor: Vendor, mid: string): Record<string, unknown> | Refused {
  const [message] = found(vendor.messages.get(mid));
  return message ? messageView(vendor, message) : refuse(404, 'not.found', 'Message not found');
}

/** Two answers a second for a dialog. */
export function openAnswers(vendor: Vendor): (url: URL, given: unknown) => Record<string, unknown> | Refused {
  const lately = new Map<Person, number[]>();
  return ({ searchParams }, given) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return refuse(400, 'proto.payload', "Can't deserialize body");
    const message = vendor.callbacks.get(searchParams.get('callback_id') ?? '');
    if (!message) return refuse(400, 'proto.payload', 'Unknown callback_id');
    const within = (lately.get(message.person) ?? []).filter((at) => at > Date.now() - 1000);
    if (within.length >= mostAnswersPerSecond) return refuse(429, 'too.many.requests', `Too many requests. Limit is: ${mostAnswersPerSecond} calls per second.`);
    lately.set(message.person, [...within, Date.now()]);
    vendor.book.note(message.mid, 'press answered');
    return { success: true };
  };
}
