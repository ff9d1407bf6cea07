// One message of the desk → the WhatsApp messages that it takes: one where that is possible, else words first and each file by itself.
import type { Outgoing } from '../../channel.ts';
import type { WhatsAppConfig } from '../config.ts';
import { longestButtonId, markedButton } from '../marks.ts';
import { asValue, placesOf } from '../templates.ts';
import { type FileKind, takesCaption, usableFile } from './files.ts';

export const longestText = 4_096;
export const mostButtons = 3;
const longestCaption = 1_024;
const longestButtonText = 1_024;
const longestLabel = 20;

export type PlannedFile = { readonly kind: FileKind; readonly type: string; readonly name: string; readonly bytes: number; readonly hash: string };
/** `file` is its place among the message's files, of which the id is known only when it was uploaded. */
export type PlannedPart = { readonly type: string; readonly body: (idOf: (file: number) => string) => Readonly<Record<string, unknown>> };
export type Plan = { readonly ok: true; readonly files: readonly PlannedFile[]; readonly parts: readonly PlannedPart[] } | { readonly ok: false; readonly code: string; readonly reason: string };

type Content = Outgoing['message'];

const refused = (code: string, reason: string): Plan => ({ ok: false, code, reason });

export function planOf(message: Content, config: WhatsAppConfig): Plan {
  if (message.template) return templatePlan(message, message.template, config);
  const files: PlannedFile[] = [];
  for (const { name, mediaType, bytes, hash } of message.attachments) {
    const usable = usableFile({ mediaType, bytes });
    if (!usable.ok) return usable;
    files.push({ kind: usable.kind, type: usable.type, name: name.slice(0, 240).toWellFormed() || 'file', bytes, hash });
  }
  const text = wordsOf(message);
  if (text.length > longestText) return refused('whatsapp.too-long', `the message has ${text.length} letters, WhatsApp takes ${longestText}`);
  if (message.buttons && message.buttons.length > 0) return buttonPlan(text, message.buttons, files);
  if (text === '' && files.length === 0) return refused('whatsapp.message-refused', 'there is nothing to send');
  const [only] = files;
  if (only && files.length === 1 && text.length <= longestCaption && (text === '' || takesCaption(only.kind))) return { ok: true, files, parts: [filePart(only, 0, text)] };
  return { ok: true, files, parts: [...(text === '' ? [] : [textPart(text)]), ...files.map((file, place) => filePart(file, place, ''))] };
}

/** What is passed on with a message stands below it. */
function wordsOf({ text, quoted }: Content): string {
  return [text, quoted ?? ''].map((part) => part.replaceAll('\0', '').toWellFormed().trim()).filter((part) => part !== '').join('\n\n');
}

/** Without a preview: an agent has not seen what it would show. */
const textPart = (text: string): PlannedPart => ({ type: 'text', body: () => ({ preview_url: false, body: text }) });

const filePart = ({ kind, name }: PlannedFile, place: number, caption: string): PlannedPart => ({
  type: kind, body: (idOf) => ({ id: idOf(place), ...(caption === '' ? {} : { caption }), ...(kind === 'document' ? { filename: name } : {}) }),
});

function buttonPlan(text: string, buttons: NonNullable<Content['buttons']>, files: readonly PlannedFile[]): Plan {
  const short = buttons.every(({ id, label }) => label.trim() !== '' && label.trim().length <= longestLabel && id !== '' && id.length <= longestButtonId);
  if (buttons.length > mostButtons || !short || text === '' || text.length > longestButtonText || new Set(buttons.map(({ label }) => label.trim())).size !== buttons.length) {
    return refused('whatsapp.buttons', `at most ${mostButtons} different buttons of ${longestLabel} letters, under a text of at most ${longestButtonText}`);
  }
  const action = { buttons: buttons.map(({ id, label }) => ({ type: 'reply', reply: { id: markedButton(id), title: label.trim() } })) };
  const [only] = files;
  const above = only && files.length === 1 && takesCaption(only.kind) ? only : null;
  const header = (idOf: (file: number) => string) => (above === null ? {} : { header: { type: above.kind, [above.kind]: { id: idOf(0), ...(above.kind === 'document' ? { filename: above.name } : {}) } } });
  const part: PlannedPart = { type: 'interactive', body: (idOf) => ({ type: 'button', ...header(idOf), body: { text }, action }) };
  return { ok: true, files, parts: [part, ...(above === null ? files.map((file, place) => filePart(file, place, '')) : [])] };
}

/** A template is a message of its own: no files go with it, and its buttons are those that Meta has approved. */
function templatePlan({ attachments, buttons = [] }: Content, { name, language, values }: NonNullable<Content['template']>, config: WhatsAppConfig): Plan {
  if (attachments.length > 0) return refused('whatsapp.template-alone', 'a template takes no files of ours');
  const known = config.templates.find((one) => one.name === name && one.language === language);
  const places = known === undefined ? null : placesOf(known.body);
  if (places !== null && places.length !== values.length) return refused('whatsapp.template-values', `the template has ${places.length} places, ${values.length} were filled in`);
  const filled = values.map(asValue);
  if (filled.includes('')) return refused('whatsapp.template-values', 'WhatsApp takes no empty place in a template');
  if (buttons.length > 10 || buttons.some(({ id }) => id === '' || id.length > longestButtonId)) return refused('whatsapp.buttons', 'a template has at most ten buttons');
  const parameters = filled.map((text, place) => ({ type: 'text', ...(/^\d+$/.test(places?.[place] ?? '1') ? {} : { parameter_name: places![place] }), text }));
  const components = [
    ...(parameters.length > 0 ? [{ type: 'body', parameters }] : []),
    ...buttons.map(({ id }, index) => ({ type: 'button', sub_type: 'quick_reply', index: String(index), parameters: [{ type: 'payload', payload: markedButton(id) }] })),
  ];
  return { ok: true, files: [], parts: [{ type: 'template', body: () => ({ name, language: { policy: 'deterministic', code: language }, ...(components.length > 0 ? { components } : {}) }) }] };
}
