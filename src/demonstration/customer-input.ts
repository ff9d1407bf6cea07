// What a customer writes, as the channel would really get it: the bytes of a mail, or what the chat widget posts. From here on
// nothing knows that it is a demonstration.
import MailComposer from 'nodemailer/lib/mail-composer';
import { webChat } from '../channels/registry.ts';
import type { Instant } from '../domain/identifier.ts';
import type { Desk } from '../operations/desk.ts';
import type { InboxAccount } from '../operations/inbox-account.ts';
import type { NewRawInput } from '../store/raw-input.ts';
import { derivedId } from './derived-id.ts';
import type { ScenarioFile } from './scenario-file.ts';

export type CustomerMessage = {
  /** The same for the same message at every playing. */
  readonly id: string;
  readonly at: Instant;
  readonly person: { readonly id: string; readonly name: string | null; readonly address: string | null; readonly language: string };
  readonly subject: string | null;
  readonly text: string;
  readonly files: readonly ScenarioFile[];
  /** External ids of the messages before it, nearest last. */
  readonly answers: readonly string[];
  /** The first message of a conversation: in a chat, where one says one's name. */
  readonly introduces: boolean;
};

export type CustomerInput = { readonly inputs: readonly NewRawInput[] };

/** Under which id the desk knows the message `id` of this person. */
export function externalIdOf(account: InboxAccount, person: string, id: string): string {
  return account.channel.name === webChat.name ? webChat.messageIdOf(visitorOf(account, person).visitor, id) : `${id}@example.org`;
}

function visitorOf(account: InboxAccount, person: string): { readonly visitor: string; readonly token: string } {
  return webChat.openSession({ inbox: account.row.id, newId: person }, webChat.readConfig(account.config))!;
}

export async function customerInput(desk: Desk, account: InboxAccount, message: CustomerMessage): Promise<CustomerInput> {
  return account.channel.name === webChat.name ? chatInput(desk, account, message) : mailInput(account, message);
}

async function mailInput(account: InboxAccount, message: CustomerMessage): Promise<CustomerInput> {
  const { id, at, person, answers } = message;
  const { row } = account;
  const ids = answers.map((one) => `<${one}>`);
  const mail = new MailComposer({
    from: { name: person.name ?? '', address: person.address ?? `${person.id}@example.org` },
    to: { name: row.senders[0]?.name ?? '', address: row.senders[0]?.address ?? 'desk@example.org' },
    date: new Date(at), messageId: `<${externalIdOf(account, person.id, id)}>`, text: message.text, ...(message.subject === null ? {} : { subject: message.subject }),
    ...(ids.length > 0 ? { inReplyTo: ids.at(-1)!, references: ids } : {}),
    attachments: message.files.map((file) => ({ filename: file.name, contentType: file.mediaType, content: Buffer.from(file.content) })),
    baseBoundary: id, newline: '\r\n', disableFileAccess: true, disableUrlAccess: true,
  });
  const body = await mail.compile().build();
  return { inputs: [rawInput(id, 'message', { internaldate: at, folder: 'INBOX' }, body, at)] };
}

async function chatInput(desk: Desk, account: InboxAccount, message: CustomerMessage): Promise<CustomerInput> {
  const { id, at, person } = message;
  const config = webChat.readConfig(account.config);
  const { token, visitor } = visitorOf(account, person.id);
  const headers = { [webChat.tokenHeader]: webChat.withoutProof(token) };
  const attachments = [];
  for (const file of message.files) {
    const { hash, bytes } = await desk.blobs.put(file.content);
    attachments.push(webChat.uploadId({ hash, bytes, mediaType: file.mediaType, name: file.name }, visitor, config));
  }
  const said = rawInput(id, 'message', headers, { id, text: message.text, attachments, language: person.language }, at);
  const told = rawInput(derivedId(id, 'details'), 'details', headers, { name: person.name }, at);
  // The details first: whether the message is there tells whether all of it happened.
  return { inputs: message.introduces && person.name !== null ? [told, said] : [said] };
}

function rawInput(id: string, kind: string, headers: Readonly<Record<string, string>>, content: Uint8Array | object, at: Instant): NewRawInput {
  const body = content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content));
  return { id, kind, headers, body, blob: null, bytes: body.byteLength, key: `demonstration:${id}`, receivedAt: at };
}
