// What the emulated VK remembers of one community: people, their dialogs with it, every message in them, and who may be written to.
import type { Parameters } from './refusal.ts';

export type Stored = {
  /** Counts over the whole community. */
  readonly id: number;
  /** Counts in one dialog. */
  readonly place: number;
  readonly peer: number;
  readonly from: number;
  readonly date: number;
  readonly randomId: number;
  text: string;
  attachments: readonly unknown[];
  updatedAt: number | null;
  readonly more: Readonly<Record<string, unknown>>;
};

export type Person = {
  readonly id: number;
  /** How whoever plays calls them. */
  readonly name: string;
  /** Whether they let the community write: by writing to it, or by saying so. */
  allows: boolean;
  /** On the community's black list. */
  blacklisted: boolean;
  /** Another number that every message to them is refused with. */
  refusedWith: number | null;
  gone: boolean;
  readUntil: number;
};

export type Community = ReturnType<typeof openCommunity>;

/** Of a dialog VK looks through so much for a `random_id`: dev.vk.com, messages.send. */
const rememberedMs = 3_600_000;
const rememberedMessages = 100;

export function openCommunity(groupId: number, pace: number, now: () => number) {
  const people = new Map<number, Person>();
  const dialogs = new Map<number, Stored[]>();
  let lastId = 0;
  const named = (name: string): Person | undefined => [...people.values()].find((one) => one.name === name || String(one.id) === name);
  const person = (name: string): Person => {
    const known = named(name);
    if (known) return known;
    const id = /^[1-9]\d{0,8}$/.test(name) ? Number(name) : 500_000_001 + people.size;
    const made = { id, name, allows: false, blacklisted: false, refusedWith: null, gone: false, readUntil: 0 };
    people.set(id, made);
    return made;
  };
  const dialog = (peer: number): Stored[] => {
    const known = dialogs.get(peer);
    if (known) return known;
    const begun: Stored[] = [];
    dialogs.set(peer, begun);
    return begun;
  };
  return {
    groupId,
    people,
    person,
    /** undefined: nobody VK knows. */
    find: (id: number): Person | undefined => people.get(id),
    dialog,
    dialogs,
    add: (peer: number, from: number, said: { readonly text: string; readonly attachments?: readonly unknown[]; readonly randomId?: number; readonly more?: Readonly<Record<string, unknown>> }): Stored => {
      const messages = dialog(peer);
      lastId += 1;
      const message: Stored = { id: lastId, place: messages.length + 1, peer, from, date: Math.floor(now() / 1_000), randomId: said.randomId ?? 0, text: said.text, attachments: said.attachments ?? [], updatedAt: null, more: said.more ?? {} };
      messages.push(message);
      return message;
    },
    /** By the name that the book gives it: `<peer>:<place>`. */
    findStored: (name: string): Stored | undefined => {
      const [peer, place] = name.split(':').map(Number);
      return dialogs.get(peer ?? 0)?.find((one) => one.place === place);
    },
    remembered: (peer: number, randomId: number): Stored | undefined => {
      const earliest = now() - rememberedMs * pace;
      return dialog(peer).slice(-rememberedMessages).find((one) => one.randomId === randomId && one.from === -groupId && one.date * 1_000 >= earliest - 1_000);
    },
    refusalTo: ({ blacklisted, gone, allows, refusedWith }: Person): number | null => (gone ? 18 : blacklisted ? 900 : (refusedWith ?? (allows ? null : 901))),
  };
}

export const nameOf = ({ peer, place }: Pick<Stored, 'peer' | 'place'>): string => `${peer}:${place}`;

/** A message as VK shows it. */
export function shown(message: Stored, groupId: number): Record<string, unknown> {
  return {
    date: message.date, from_id: message.from, id: message.id, version: 10_000_000 + message.id, out: message.from === -groupId ? 1 : 0, fwd_messages: [], important: false, is_hidden: false,
    attachments: message.attachments, conversation_message_id: message.place, text: message.text, peer_id: message.peer, random_id: message.randomId,
    ...(message.updatedAt === null ? {} : { update_time: message.updatedAt }), ...message.more,
  };
}

/** A whole number from a parameter; null: none, or no number. */
export function whole(parameters: Parameters, name: string): number | null {
  const given = parameters[name];
  return given !== undefined && /^-?\d{1,15}$/.test(given) ? Number(given) : null;
}
