// An event that is not as it should be must neither hold up those beside it nor be lost. Where somebody's words can be found in it,
// they are shown with the conversation of that person; otherwise it stands as a message of the program itself. The event as it came
// is attached either way, and a notice says that it was not understood.
import { z } from 'zod';
import type { IncomingAttachment, IncomingMessage, Sender } from '../../channel.ts';
import { programItself } from '../person.ts';
import { attachmentOf, sha256, traceOf } from './files.ts';
import { file, knownTypes, messageId, moment, mostText, personId, storable } from './shapes.ts';

const found = z.object({
  type: z.string().catch(''),
  id: messageId.nullable().catch(null),
  at: moment.nullable().catch(null),
  from: z.object({ id: personId, name: z.string().transform(storable).pipe(z.string().max(200)).nullable().catch(null) }).nullable().catch(null),
  text: z.string().transform((text) => storable(text.slice(0, mostText))).catch(''),
  attachments: z.array(z.unknown()).transform((all) => all.slice(0, 20).flatMap((one) => file.safeParse(one).data ?? [])).catch([]),
  thread: z.object({ references: z.array(messageId).max(100) }).nullable().catch(null),
  machineSent: z.boolean().catch(false),
});

export type Wrong = { readonly event: unknown; readonly mistakes: string; /** The whole request, where the event cannot be written down alone. */ readonly body: Uint8Array };

/** The words of a person in it; null: it names nobody, or says nothing that people say. */
export function personsWords(wrong: Wrong, receivedAt: string): IncomingMessage | null {
  const read = found.safeParse(wrong.event);
  if (!read.success || read.data.from === null) return null;
  const { type, id, at, from, text, thread, machineSent } = read.data;
  if (type !== 'message' && knownTypes.has(type)) return null;
  const kind = type !== 'message' && /^[\w.-]{1,40}$/.test(type) ? `⚠ ${type}` : '';
  const attachments = [...read.data.attachments.map(attachmentOf), asItCame(wrong)];
  return messageOf({ externalId: id, from: { externalId: from.id, name: from.name, verified: false }, text: [kind, text].filter((one) => one.trim() !== '').join('\n'), attachments, sentAt: at, receivedAt, references: thread?.references ?? [], machineSent, notice: 'api.event-partly-read' });
}

/** Said by the program, to whoever looks after it. */
export function programsWords(wrong: Wrong, receivedAt: string): IncomingMessage {
  return messageOf({ externalId: null, from: { externalId: programItself, name: 'API', verified: true }, text: `⚠ ${wrong.mistakes}`, attachments: [asItCame(wrong)], sentAt: null, receivedAt, references: [], machineSent: true, notice: 'api.event-wrong' });
}

type Parts = {
  readonly externalId: string | null; readonly from: Sender; readonly text: string; readonly attachments: readonly IncomingAttachment[]; readonly sentAt: string | null; readonly receivedAt: string;
  readonly references: readonly string[]; readonly machineSent: boolean; readonly notice: string;
};

function messageOf({ externalId, from, text, attachments, sentAt, receivedAt, references, machineSent, notice }: Parts): IncomingMessage {
  const fingerprint = sha256(JSON.stringify([null, text, attachments.map(traceOf)]));
  return {
    kind: 'message', externalId: externalId ?? `event:${fingerprint}`, fingerprint, from, machineSent,
    thread: { references: [...new Set(references)], key: null, subject: null, number: null, participants: [from.externalId] },
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt: notAfter(sentAt, receivedAt),
    content: { subject: null, text, html: null, attachments },
    notices: [notice],
  };
}

/** A clock that is fast must not put a message into the future. */
export function notAfter(at: string | null | undefined, receivedAt: string): string {
  const said = at === null || at === undefined ? receivedAt : new Date(at).toISOString();
  return said > receivedAt ? receivedAt : said;
}

function asItCame({ event, body }: Wrong): IncomingAttachment {
  return { name: 'event.json', mediaType: 'application/json', contentId: null, content: written(event) ?? body };
}

/** Nested thousands deep, it can be read and not be written. */
function written(event: unknown): Uint8Array | null {
  try {
    return Buffer.from(JSON.stringify(event, null, 2) ?? 'null');
  } catch {
    return null;
  }
}
