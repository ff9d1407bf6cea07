// A customer changes a message, or takes it back, where their channel lets them. A changed one is read again, and what people said of
// its reading stays above that; one that was taken back keeps its place, without its words.
import type { Incoming } from '../channels/channel.ts';
import { carriedAsks } from '../domain/reading/carried-asks.ts';
import type { Correction } from '../domain/reading/correction.ts';
import { saidBy } from '../domain/reading/correction.ts';
import { correctedReading } from '../domain/reading/corrected.ts';
import { localNow } from '../domain/time/local-now.ts';
import type { Reading } from '../language/reading/reading.ts';
import { lockConversation } from '../store/conversation.ts';
import { listHeld, listStanding, saveAbove, saveCorrected } from '../store/correction.ts';
import type { EditableMessage } from '../store/message-edit.ts';
import { findEditable, saveMessageEdited, saveMessageRemoved } from '../store/message-edit.ts';
import { storable } from '../store/receive.ts';
import { findWorkspaceTime } from '../store/workspace-time.ts';
import type { Writer } from '../store/written-language.ts';
import { findWrittenLanguage, lockWriter } from '../store/written-language.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Interpreted } from './interpret-raw.ts';
import { followLanguage, showFeeling, showLast } from './show-reading.ts';

export type Edit = Extract<Incoming, { readonly kind: 'edit' | 'removal' }>;

export async function editMessage(desk: Desk, within: Change, source: Interpreted, edit: Edit): Promise<void> {
  const found = await lockEditable(within, source.row.inbox, edit.externalId);
  // What was changed later, or is gone, is not brought back by news that come late.
  if (!found || found.message.removed_at !== null || (found.message.edited_at !== null && found.message.edited_at.toISOString() >= edit.at)) return;
  const { message, writer } = found;
  const wrote = await findWrittenLanguage(within.db, within.workspace, writer.id);
  const kind = edit.content === null ? 'message-removed' : 'message-edited';
  if (edit.content === null) await saveMessageRemoved(within.db, within.workspace, message.id, edit.at);
  else if (!(await saveAnew(desk, within, message, { text: storable(edit.content.text), html: edit.content.html, at: edit.at }))) return;
  await showFeeling(within, message.conversation, { message: edit.content === null ? null : message.id, language: true });
  await showLast(within, message.conversation, { words: true });
  await followLanguage(within, writer, wrote);
  within.record(kind, { conversation: message.conversation, actor: { kind: 'contact', id: message.author }, data: { message: message.id } });
}

type Found = { readonly message: EditableMessage; readonly writer: Writer };

/** The contact first, then the conversation, as everywhere. */
async function lockEditable(within: Change, inbox: string, externalId: string): Promise<Found | null> {
  const message = await findEditable(within.db, within.workspace, inbox, externalId);
  if (!message || message.direction !== 'in') return null;
  const writer = await lockWriter(within.db, within.workspace, message.conversation);
  const conversation = await lockConversation(within.db, within.workspace, message.conversation);
  const locked = await findEditable(within.db, within.workspace, inbox, externalId);
  // Moved a moment ago, or its contact was: the input is taken again.
  if (locked?.conversation !== message.conversation || !writer || conversation?.contact !== writer.id) throw new Error('The message was moved while it was being changed.');
  return { message: locked, writer };
}

type Anew = { readonly text: string; readonly html: string | null; readonly at: string };

/** @returns whether anything is different */
async function saveAnew(desk: Desk, within: Change, message: EditableMessage, { text, html, at }: Anew): Promise<boolean> {
  if (text === message.text && html === message.html) return false;
  const { timeZone } = await findWorkspaceTime(within.db, within.workspace);
  const read = (language?: string): Reading => desk.language.read(text, { now: localNow(at, timeZone), ...(language === undefined ? {} : { language }) });
  const own = read();
  // Words that say nothing of their language are in the one that the message was in.
  const reading = own.language.code === 'und' && message.language !== null && message.language !== 'und' ? read(message.language) : own;
  const engine = `${reading.engine.version}/${reading.engine.pack}`;
  await saveMessageEdited(within.db, within.workspace, message.id, at, { text, html, language: reading.language.code, reading, engine });
  await keepAbove(within, message, { text, reading, engine, read });
  return true;
}

type ReadAnew = { readonly text: string; readonly reading: Reading; readonly engine: string; read(language: string): Reading };

async function keepAbove(within: Change, message: EditableMessage, { text, reading, engine, read }: ReadAnew): Promise<void> {
  const standing = await listStanding(within.db, within.workspace, message.id);
  if (standing.length === 0) return;
  const asked = { text: message.text, asks: message.value?.asks ?? [] };
  const carried = standing.map((one): Correction & { readonly id: string } => (one.field === 'asks' ? { ...one, value: carriedAsks(one.value, asked, { text, asks: reading.asks }) } : one));
  await saveAbove(within.db, within.workspace, carried.map(({ id, field, value }) => ({ id, value, before: saidBy(reading)[field] })), engine);
  const held = await listHeld(within.db, within.workspace, message.id);
  const corrected = correctedReading(reading, held, (language) => (language === reading.language.code ? reading : read(language)));
  await saveCorrected(within.db, within.workspace, message.id, within.now, corrected, corrected.language.code);
}
