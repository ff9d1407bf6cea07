// A delivery receipt, as centres write them. SMPP 3.4 gives a form (appendix B) and leaves it to vendors: fields stand glued together,
// parted by commas or lines, under other names, in another order, or are missing; states are words or numbers. What the centre
// says in fields of the protocol itself goes before what it wrote into the text.
import { errorOf, stateOf, type State } from './state.ts';

export type Receipt = {
  readonly id: string | null;
  readonly state: State;
  /** The network's own number for why, in its own words. */
  readonly error: string | null;
  /** When it came to this, as it was written. */
  readonly done: string | null;
};

/** From the protocol's own fields: `receipted_message_id`, `message_state`, `network_error_code`. */
export type Stated = { readonly id?: string; readonly state?: number; readonly networkError?: Uint8Array };

type Name = 'id' | 'sub' | 'dlvrd' | 'submit' | 'done' | 'stat' | 'err';

const names: readonly (readonly [Name, string])[] = [
  ['id', '(?:message[ _-]?id|msg[ _-]?id|(?<![a-z0-9])id)'],
  ['submit', '(?:submit(?:ted)?[ _-]?(?:date|time|on)?)'],
  ['sub', 'sub'],
  ['dlvrd', '(?:dlvrd|delivered[ _-]?count)'],
  ['done', '(?:done[ _-]?(?:date|time|on)?)'],
  ['stat', '(?:message[ _-]?)?(?:state|status|stat)'],
  ['err', '(?:network[ _-]?)?(?:error[ _-]?code|error|err)'],
];
const field = new RegExp(names.map(([name, pattern]) => `(?<${name}>${pattern})`).join('|').replace(/^(.*)$/s, '(?:$1)["\']?\\s*[:=]\\s*'), 'gi');
/** The beginning of our own text stands last; what it says is not about the delivery. */
const ownText = /(?:^|[^a-z]|(?<=\d))(?:text|message|msg)["']?\s*[:=]/i;

/** No receipt is longer; a centre that sends more must not keep us busy. */
const mostLetters = 2_000;

/** null: nothing in it says what became of a message. */
export function readReceipt(text: string, stated: Stated): Receipt | null {
  const fields = fieldsOf(text);
  const state = (stated.state === undefined ? null : stateOf(String(stated.state))) ?? stateOf(fields.get('stat') ?? '');
  if (state === null) return null;
  const id = firstWord(stated.id) ?? firstWord(fields.get('id'));
  const error = (stated.networkError === undefined ? null : errorOf(stated.networkError)) ?? firstWord(fields.get('err'));
  return { id, state: isPart(fields, state) ? 'on its way' : state, error, done: fields.get('done') ?? null };
}

/** Whether the text alone looks like a receipt: by its state and its message's id, both. */
export function looksLikeReceipt(text: string): boolean {
  const fields = fieldsOf(text);
  return fields.has('id') && stateOf(fields.get('stat') ?? '') !== null;
}

function fieldsOf(whole: string): ReadonlyMap<Name, string> {
  const text = whole.slice(0, mostLetters);
  const own = ownText.exec(text);
  const said = own ? text.slice(0, own.index + 1) : text;
  const found = [...said.matchAll(field)];
  const fields = new Map<Name, string>();
  for (const [place, match] of found.entries()) {
    const name = names.find(([one]) => match.groups?.[one] !== undefined)![0];
    const value = said.slice(match.index + match[0].length, found[place + 1]?.index ?? said.length).replaceAll(/^[\s,;&|"'{}]+|[\s,;&|"'{}]+$/g, '');
    if (value !== '' && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

/** A centre that cut the message itself counts its parts; counts of centres that always write 000 say nothing. */
function isPart(fields: ReadonlyMap<Name, string>, state: State): boolean {
  const [sent, arrived] = [Number(fields.get('sub')), Number(fields.get('dlvrd'))];
  return state === 'delivered' && arrived > 0 && arrived < sent;
}

function firstWord(value: string | undefined): string | null {
  return /[^\s\0,;]+/.exec(value ?? '')?.[0].slice(0, 100) ?? null;
}
