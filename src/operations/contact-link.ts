// Links by which a contact opens a chat with us on a channel where we cannot write first: what they carry proves whose link it was.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { findContacts } from '../store/contact.ts';
import { listInboxes } from '../store/inbox.ts';
import type { Desk } from './desk.ts';
import { getAccount } from './inbox-account.ts';

/** A link that lies about in a mailbox for longer is no proof any more. */
const days = 30;
const dayMs = 86_400_000;
const proofBytes = 14;

/** 43 letters, digits, `-` and `_`: as much as every vendor lets a link carry. */
export function contactLinkPayload(desk: Pick<Desk, 'key' | 'now'>, about: { readonly workspace: string; readonly inbox: string; readonly contact: string }): string {
  const until = Math.floor(Date.parse(desk.now()) / dayMs) + days;
  const bytes = Buffer.alloc(18);
  Buffer.from(about.contact.replaceAll('-', ''), 'hex').copy(bytes);
  bytes.writeUInt16BE(until, 16);
  return Buffer.concat([bytes, proofOf(desk.key, about.workspace, about.inbox, bytes)]).toString('base64url');
}

/** Whose link it was; null: not one of ours for this inbox, or too old. */
export function readContactLink(desk: Pick<Desk, 'key'>, about: { readonly workspace: string; readonly inbox: string; readonly at: string }, payload: string): string | null {
  const all = Buffer.from(payload, 'base64url');
  if (all.byteLength !== 18 + proofBytes) return null;
  const bytes = all.subarray(0, 18);
  if (!timingSafeEqual(all.subarray(18), proofOf(desk.key, about.workspace, about.inbox, bytes))) return null;
  if (Date.parse(about.at) / dayMs > bytes.readUInt16BE(16) + 1) return null;
  return bytes.subarray(0, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function proofOf(key: Buffer, workspace: string, inbox: string, bytes: Buffer): Buffer {
  return createHmac('sha256', createHmac('sha256', key).update('contact link').digest()).update(`${workspace} ${inbox} `).update(bytes).digest().subarray(0, proofBytes);
}

export type ContactLink = { readonly inbox: string; readonly channel: string; readonly link: string };

/** One for each inbox whose channel has such links and does not know the contact yet. An inbox whose settings cannot be read has none. */
export async function listContactLinks(desk: Desk, workspace: string, contact: string): Promise<readonly ContactLink[]> {
  const { identities } = await findContacts(desk.db, workspace, [contact]);
  const known = new Set(identities.map(({ channel }) => channel));
  const rows = (await listInboxes(desk.db, workspace)).filter((row) => row.archived_at === null && !known.has(row.channel) && desk.channels.get(row.channel)?.link);
  const links = await Promise.all(rows.map(async (row): Promise<ContactLink[]> => {
    const account = await getAccount(desk, desk.db, workspace, row.id).catch(() => null);
    const link = account?.channel.link?.(contactLinkPayload(desk, { workspace, inbox: row.id, contact }), account.config);
    return link === undefined ? [] : [{ inbox: row.id, channel: row.channel, link }];
  }));
  return links.flat();
}
