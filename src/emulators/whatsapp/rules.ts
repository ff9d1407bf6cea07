// What a message must look like, as the reference of POST /<PHONE_NUMBER_ID>/messages says, and how Meta refuses what does not.
import { type ApprovedTemplate, placesIn, templates } from './account.ts';
import { type Refusal, refusal } from './errors.ts';
import { booked, type Store, takenTypes } from './media.ts';
import type { BookedFile } from '../book.ts';

export type Asked = Readonly<Record<string, unknown>>;

/** What the customer will see. */
export type Content = {
  readonly text: string;
  readonly files: readonly BookedFile[];
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  readonly template: ApprovedTemplate | null;
};

export const isRefusal = (value: object): value is Refusal => 'status' in value && 'code' in value;
export const record = (value: unknown): Asked => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Asked) : {});
export const word = (value: unknown): string => (typeof value === 'string' ? value : '');
export const list = (value: unknown): readonly Asked[] => (Array.isArray(value) ? value.map(record) : []);

const wrong = (message: string, details?: string): Refusal => refusal(400, 100, message, details);
const wrongValue = (details: string): Refusal => refusal(400, 131009, 'Parameter value is not valid', details);
const letters = (text: string): number => Array.from(text).length;

const known = ['messaging_product', 'recipient_type', 'to', 'recipient', 'type', 'context', 'biz_opaque_callback_data', 'text', 'image', 'video', 'audio', 'document', 'sticker', 'interactive', 'template', 'reaction', 'location', 'contacts'];

/** What stands around every message; null: nothing is wrong with it. */
export function frameProblem(asked: Asked): Refusal | null {
  if (asked['messaging_product'] !== 'whatsapp') return wrong('The parameter messaging_product is required.');
  const unexpected = Object.keys(asked).find((key) => !known.includes(key));
  if (unexpected !== undefined) return wrong('Invalid parameter', `Unexpected key "${unexpected}" on param "root".`);
  const kind = asked['recipient_type'];
  if (kind !== undefined && kind !== null && kind !== 'individual' && kind !== 'group') return wrong('Param recipient_type must be one of {individual, group}.');
  if (asked['to'] === undefined && asked['recipient'] === undefined) return wrong('The parameter to is required.');
  const mark = asked['biz_opaque_callback_data'];
  if (mark !== undefined && (typeof mark !== 'string' || letters(mark) > 512)) return wrong('Param biz_opaque_callback_data must be at most 512 characters long.');
  const context = asked['context'];
  if (context !== undefined && !word(record(context)['message_id']).startsWith('wamid.')) return wrongValue('context.message_id is not the id of a message.');
  return null;
}

export function contentOf(asked: Asked, store: Store): Content | Refusal {
  const type = word(asked['type'] ?? 'text');
  const body = record(asked[type]);
  if (type === 'text') return textContent(body);
  if (type === 'interactive') return interactiveContent(body, store);
  if (type === 'template') return templateContent(body);
  if (type === 'image' || type === 'video' || type === 'audio' || type === 'document' || type === 'sticker') return mediaContent(type, body, store);
  return refusal(400, 131051, 'Unsupported message type', `Message type "${type}" is not currently supported.`);
}

const plain = (text: string, more: Partial<Content> = {}): Content => ({ text, files: [], buttons: [], template: null, ...more });

function textContent({ body }: Asked): Content | Refusal {
  if (typeof body !== 'string' || body.trim() === '') return wrong('The parameter text[\'body\'] is required.');
  return letters(body) > 4096 ? wrong('Param text[\'body\'] must be at most 4096 characters long.') : plain(body);
}

function mediaContent(type: string, body: Asked, store: Store): Content | Refusal {
  const { id, caption, filename } = body;
  if (typeof id !== 'string' || id === '') return wrong(`The parameter ${type}['id'] is required.`);
  const file = store.find(id);
  if (!file) return wrong('Invalid parameter', `Media ID ${id} was not found.`);
  const { kind } = takenTypes[file.mediaType]!;
  if (kind !== type && type !== 'document') return wrongValue(`A file of type ${file.mediaType} cannot be sent as ${type}.`);
  if (caption !== undefined && (type === 'audio' || type === 'sticker')) return wrong('Invalid parameter', `Unexpected key "caption" on param "${type}".`);
  if (filename !== undefined && type !== 'document') return wrong('Invalid parameter', `Unexpected key "filename" on param "${type}".`);
  if (caption !== undefined && (typeof caption !== 'string' || letters(caption) > 1024)) return wrong(`Param ${type}['caption'] must be at most 1024 characters long.`);
  return plain(typeof caption === 'string' ? caption : '', { files: [booked(typeof filename === 'string' ? { ...file, name: filename } : file)] });
}

function interactiveContent(body: Asked, store: Store): Content | Refusal {
  if (body['type'] !== 'button') return wrongValue('Only interactive messages of type button are emulated.');
  const words = record(body['body'])['text'];
  if (typeof words !== 'string' || words.trim() === '' || letters(words) > 1024) return wrongValue('Body text length invalid. Min length: 1, Max length: 1024');
  const buttons = list(record(body['action'])['buttons']).map((one) => ({ type: one['type'], id: record(one['reply'])['id'], label: record(one['reply'])['title'] }));
  if (buttons.length < 1 || buttons.length > 3) return wrongValue('Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3');
  for (const { type, id, label } of buttons) {
    if (type !== 'reply' || typeof id !== 'string' || id === '' || letters(id) > 256) return wrongValue('Button id length invalid. Min length: 1, Max length: 256');
    if (typeof label !== 'string' || label.trim() === '' || letters(label) > 20) return wrongValue('Button title length invalid. Min length: 1, Max length: 20');
  }
  if (new Set(buttons.map(({ id }) => id)).size < buttons.length || new Set(buttons.map(({ label }) => label)).size < buttons.length) return wrongValue('Duplicated button reply ids or titles.');
  const header = headerFiles(body['header'], store);
  return isRefusal(header) ? header : plain(words, { files: header, buttons: buttons.map(({ id, label }) => ({ id: String(id), label: String(label) })) });
}

function headerFiles(header: unknown, store: Store): readonly BookedFile[] | Refusal {
  if (header === undefined) return [];
  const type = word(record(header)['type']);
  if (type === 'text') return [];
  if (type !== 'image' && type !== 'video' && type !== 'document') return wrongValue('Header type must be one of {text, image, video, document}.');
  const shown = mediaContent(type, record(record(header)[type]), store);
  return isRefusal(shown) ? shown : shown.files;
}

function templateContent(body: Asked): Content | Refusal {
  const [name, language] = [word(body['name']), word(record(body['language'])['code'])];
  const template = templates.find((one) => one.name === name && one.language === language && one.status !== 'PENDING');
  if (!template) return refusal(404, 132001, 'Template name does not exist in the translation', `template name (${name}) does not exist in ${language}`);
  if (template.status === 'PAUSED') return refusal(400, 132015, 'Template is Paused', 'Template is paused due to low quality.');
  if (template.status === 'DISABLED') return refusal(400, 132016, 'Template is Disabled', 'Template has been paused too many times and is now disabled.');
  const components = list(body['components']);
  const places = placesIn(template.body);
  const values = list(components.find((one) => one['type'] === 'body')?.['parameters']);
  if (values.length !== places.length) return refusal(400, 132000, 'Number of parameters does not match the expected number of params', `body: number of localizable_params (${values.length}) does not match the expected number of params (${places.length})`);
  const filled = new Map<string, string>();
  for (const [at, value] of values.entries()) {
    const problem = valueProblem(value, places[at]!);
    if (problem) return problem;
    filled.set(places[at]!, word(value['text']));
  }
  const payloads = new Map(components.filter((one) => one['type'] === 'button' && one['sub_type'] === 'quick_reply').map((one) => [Number(one['index']), word(list(one['parameters'])[0]?.['payload'])]));
  if ([...payloads.keys()].some((index) => !(index >= 0 && index < template.buttons.length))) return refusal(400, 132018, 'There was an issue with the parameters in your template', 'button: this template has no quick reply at this index.');
  return plain(template.body.replaceAll(/\{\{(\w+)\}\}/g, (_all, place: string) => filled.get(place) ?? ''), { template, buttons: template.buttons.map((label, index) => ({ id: payloads.get(index) ?? label, label })) });
}

function valueProblem(value: Asked, place: string): Refusal | null {
  const text = value['text'];
  if (value['type'] !== 'text' || typeof text !== 'string' || text === '') return refusal(400, 131008, 'Required parameter is missing', 'Parameter of type text is missing text value');
  if (/[\n\t]| {5}/.test(text)) return refusal(400, 132018, 'There was an issue with the parameters in your template', 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  const named = value['parameter_name'];
  if (/^\d+$/.test(place) ? named !== undefined : named !== place) return refusal(400, 132012, 'Parameter format does not match format in the created template', `body: parameter_name "${String(named)}" is not "${place}"`);
  return null;
}
