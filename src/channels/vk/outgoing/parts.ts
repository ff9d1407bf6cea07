// What calls a message becomes: VK takes at most ten attachments with one message, so more of them take several.
import { createHash } from 'node:crypto';
import type { Outgoing, OutgoingAttachment } from '../../channel.ts';
import { type Failed, failed } from '../outcome.ts';

/** The schema says 9000, the text of the documentation and the vendor's programs 4096; the smaller one always works. */
export const mostText = 4096;
export const mostButtons = 10;
export const mostFileBytes = 200 * 1024 * 1024;
const mostTogether = 10;
/** Of a button's hidden part, as JSON. */
const mostPayload = 255;
const mostLabel = 40;

export type Button = { readonly id: string; readonly label: string };
export type Part = { readonly text: string; readonly files: readonly OutgoingAttachment[]; readonly buttons: readonly Button[]; readonly randomId: number };

export const canReach = (address: string): boolean => /^[1-9]\d{0,9}$/.test(address) && Number(address) < 2_000_000_000;

export function textOf({ text, quoted }: Outgoing['message']): string {
  return [text, quoted ?? ''].map((one) => one.replaceAll('\0', '').toWellFormed()).filter((one) => one.trim() !== '').join('\n\n');
}

/** The words go with the last files, and buttons stand lowest, where the customer looks. */
export function partsOf({ message, idempotencyKey }: Outgoing): readonly Part[] {
  const groups = Array.from({ length: Math.max(1, Math.ceil(message.attachments.length / mostTogether)) }, (_, place) => message.attachments.slice(place * mostTogether, (place + 1) * mostTogether));
  return groups.map((files, place) => {
    const last = place === groups.length - 1;
    return { files, text: last ? textOf(message) : '', buttons: last ? (message.buttons ?? []) : [], randomId: randomIdOf(idempotencyKey, place) };
  });
}

/** By which VK drops a message that it has: the same for every attempt, a signed 32-bit number, and not 0, which would turn it off. */
export function randomIdOf(key: string, part: number): number {
  return createHash('sha256').update(`${key}\n${part}`).digest().readInt32BE(0) || 1;
}

export const payloadOf = ({ id }: Button): string => JSON.stringify({ button: id });

/** Inside the message, one a row as far as rows go: VK has six of them. */
export function keyboardOf(buttons: readonly Button[]): string {
  const inRow = Math.ceil(buttons.length / 6);
  const rows = Array.from({ length: Math.ceil(buttons.length / inRow) }, (_, row) => buttons.slice(row * inRow, (row + 1) * inRow));
  return JSON.stringify({ inline: true, buttons: rows.map((row) => row.map((button) => ({ action: { type: 'callback', label: labelOf(button), payload: payloadOf(button) }, color: 'secondary' }))) });
}

function labelOf({ label }: Button): string {
  const shown = label.replaceAll('\0', '').toWellFormed().trim();
  return shown.length <= mostLabel ? shown : `${shown.slice(0, mostLabel - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What VK would refuse is said before anything goes out. */
export function mistakeIn({ to, message }: Outgoing): Failed | null {
  if (!canReach(to)) return failed('never', 'vk.address-unusable', 'this is not the number of a person at VK');
  const text = textOf(message);
  const buttons = message.buttons ?? [];
  if (text === '' && message.attachments.length === 0) return failed('never', 'vk.message-empty', 'there is neither text nor a file');
  if (text.length > mostText) return failed('never', 'vk.message-too-long', `the text has ${text.length} letters, at most ${mostText} go into one message`);
  if (buttons.length > mostButtons || buttons.some((button) => button.label.trim() === '' || button.id === '' || payloadOf(button).length > mostPayload)) return failed('never', 'vk.buttons-refused', `at most ${mostButtons} buttons, each with words and an id of at most 240 letters`);
  const file = message.attachments.find(({ bytes }) => bytes > mostFileBytes || bytes === 0);
  return file ? failed('never', file.bytes === 0 ? 'vk.file-refused' : 'vk.file-too-large', `a file has ${file.bytes} bytes`) : null;
}
