// What somebody sends that is neither words nor a file, as a line that reads the same in every language.
import { line, list, number, text, type Thing, thing, things, whole } from './reading.ts';
import { wordsOf } from './words.ts';

/** Lines above the words: whose words these are, and what they answer where that is not a message of this chat. */
export function linesAbove(message: Thing): readonly string[] {
  const origin = thing(message['forward_origin']);
  const forwarded = origin ? nameOfOrigin(origin) : null;
  const elsewhere = thing(thing(message['external_reply'])?.['origin']);
  const quote = wordsOf(thing(message['quote'])?.['text'], thing(message['quote'])?.['entities']);
  return [
    ...(forwarded === null ? [] : [`↪ ${forwarded}`]),
    ...(elsewhere ? [`↩ ${nameOfOrigin(elsewhere)}`] : []),
    ...(quote === '' ? [] : quote.split('\n').map((one) => `> ${one}`)),
  ];
}

function nameOfOrigin(origin: Thing): string {
  const who = thing(origin['sender_user']) ?? thing(origin['sender_chat']) ?? thing(origin['chat']);
  const full = [line(who?.['first_name'], 100), line(who?.['last_name'], 100)].filter((one) => one !== '').join(' ');
  return full || line(who?.['title'], 200) || line(origin['sender_user_name'], 200) || line(who?.['username'], 100) || '?';
}

/** Below the words, one for each thing that came. */
export function linesBelow(message: Thing): readonly string[] {
  return (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => {
    const value = thing(message[kind]);
    // A venue comes with its place a second time.
    return value === null || (kind === 'location' && message['venue'] !== undefined) ? [] : kinds[kind](value).filter((one) => one !== '');
  });
}

export const lineKinds = ['sticker', 'contact', 'venue', 'location', 'poll', 'dice', 'game', 'checklist', 'paid_media'] as const;

const kinds: { readonly [Kind in (typeof lineKinds)[number]]: (value: Thing) => readonly string[] } = {
  sticker: ({ emoji }) => [line(emoji, 50)],
  contact: (value) => [`👤 ${[line(value['first_name'], 100), line(value['last_name'], 100), line(value['phone_number'], 50)].filter((one) => one !== '').join(' ')}`.trim()],
  venue: (value) => [`📍 ${[line(value['title']), line(value['address']), placeOf(thing(value['location']))].filter((one) => one !== '').join(', ')}`],
  location: (value) => [`📍 ${placeOf(value) || '?'}`],
  poll: (value) => [`📊 ${line(value['question'], 500)}`, ...things(value['options']).map((option) => `– ${line(option['text'])}`)],
  dice: (value) => [`${line(value['emoji'], 50) || '🎲'} ${whole(value['value']) ?? '?'}`],
  game: (value) => [`🎮 ${line(value['title'])}`],
  checklist: (value) => [`☑ ${line(value['title'])}`, ...things(value['tasks']).map((task) => `${task['completion_date'] === undefined ? '☐' : '☑'} ${line(task['text'])}`)],
  paid_media: (value) => [`⭐ ${whole(value['star_count']) ?? '?'}`],
};

/** To about a metre: five places after the point. */
function placeOf(location: Thing | null): string {
  const [latitude, longitude] = [number(location?.['latitude']), number(location?.['longitude'])];
  return latitude === null || longitude === null ? '' : `${Number(latitude.toFixed(5))}, ${Number(longitude.toFixed(5))}`;
}

/** The card of a contact with all that is on it, where the sender's program made one. */
export function cardOf(message: Thing): Uint8Array | null {
  const card = text(thing(message['contact'])?.['vcard']);
  return card.trim() === '' ? null : new TextEncoder().encode(card.slice(0, 100_000));
}

/** How many things stand where one is expected; for what came but could not be read as what it should be. */
export const isThere = (value: unknown): boolean => thing(value) !== null || list(value).length > 0 || (typeof value === 'string' && value !== '');
