// Presence across several web processes: each tells the others who sits at its screens, by signals that nobody stores. A signal may
// be lost and a process may die without a word: everybody says now and then how many they are, and who hears a wrong number asks.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Presence, Seated } from './presence.ts';

export type Signals = {
  tell(payload: string): void;
  /** null: signals may have been missed. */
  hear(onSignal: (payload: string | null) => void): () => void;
};

const said = z.object({ from: z.string(), to: z.string().optional() }).and(z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seat'), seat: z.string(), workspace: z.string(), agent: z.string(), viewing: z.string().nullable(), writing: z.string().nullable() }),
  z.object({ kind: z.literal('left'), seat: z.string() }),
  z.object({ kind: z.literal('typing'), workspace: z.string(), conversation: z.string() }),
  z.object({ kind: z.literal('alive'), seats: z.int() }),
  z.object({ kind: z.literal('who') }),
]));
type Said = z.infer<typeof said>;
type SaidOf<Kind extends Said['kind']> = Extract<Said, { readonly kind: Kind }>;

const aliveMs = 5_000;
const goneMs = 16_000;

type OwnSeat = { readonly workspace: string; readonly agent: string; viewing: string | null; writing: string | null };
type Process = { readonly seats: Map<string, { readonly seated: Seated; writing: string | null }>; heardAt: number };

/** The presence of all processes, through that of this one: whoever sits elsewhere has a seat here that hears nothing. */
export function sharePresence(here: Presence, signals: Signals, now: () => number = Date.now): Presence & { close(): void } {
  const self = randomUUID().slice(0, 8);
  const own = new Map<string, OwnSeat>();
  const others = seatsOfOthers(here, now);
  const tell = (what: object, to?: string): void => signals.tell(JSON.stringify({ from: self, ...(to === undefined ? {} : { to }), ...what }));
  const tellSeat = (seat: string, to?: string): void => tell({ kind: 'seat', seat, ...own.get(seat)! }, to);
  const take = (what: Said): void => {
    if (what.from === self || (what.to !== undefined && what.to !== self)) return;
    if (what.kind === 'seat') others.takeSeat(what);
    else if (what.kind === 'left') others.leave(what);
    else if (what.kind === 'typing') here.customerTyping(what.workspace, what.conversation);
    else if (what.kind === 'who') for (const seat of own.keys()) tellSeat(seat, what.from);
    else if (!others.countsRight(what)) tell({ kind: 'who' }, what.from);
  };
  const stop = signals.hear((payload) => {
    if (payload === null) return tell({ kind: 'who' });
    const parsed = said.safeParse(readJson(payload));
    if (parsed.success) take(parsed.data);
  });
  const timer = setInterval(() => {
    if (own.size > 0) tell({ kind: 'alive', seats: own.size });
    others.forgetSilent();
  }, aliveMs);
  timer.unref();

  return {
    ...here,
    join: (workspace, agent, tellScreen) => {
      const id = randomUUID().slice(0, 8);
      const seat: OwnSeat = { workspace, agent, viewing: null, writing: null };
      own.set(id, seat);
      tellSeat(id);
      return sharedSeat(here.join(workspace, agent, tellScreen), seat, () => tellSeat(id), () => {
        own.delete(id);
        tell({ kind: 'left', seat: id });
      });
    },
    customerTyping: (workspace, conversation) => {
      here.customerTyping(workspace, conversation);
      tell({ kind: 'typing', workspace, conversation });
    },
    close: () => {
      clearInterval(timer);
      stop();
    },
  };
}

function seatsOfOthers(here: Presence, now: () => number) {
  const others = new Map<string, Process>();
  const heardOf = (from: string): Process => {
    const known: Process = others.get(from) ?? { seats: new Map(), heardAt: 0 };
    known.heardAt = now();
    others.set(from, known);
    return known;
  };
  const forget = (from: string): void => {
    for (const { seated } of others.get(from)?.seats.values() ?? []) seated.leave();
    others.delete(from);
  };
  return {
    takeSeat: ({ from, seat, workspace, agent, viewing, writing }: SaidOf<'seat'>): void => {
      const { seats } = heardOf(from);
      const one = seats.get(seat) ?? { seated: here.join(workspace, agent, () => undefined), writing: null };
      seats.set(seat, one);
      one.seated.view(viewing);
      if (one.writing !== null && one.writing !== writing) one.seated.write(one.writing, false);
      if (writing !== null) one.seated.write(writing, true);
      one.writing = writing;
    },
    leave: ({ from, seat }: SaidOf<'left'>): void => {
      const { seats } = heardOf(from);
      seats.get(seat)?.seated.leave();
      seats.delete(seat);
    },
    /** Where it does not, nothing is believed of that process until it has told all again. */
    countsRight: ({ from, seats }: SaidOf<'alive'>): boolean => {
      if (heardOf(from).seats.size === seats) return true;
      forget(from);
      return false;
    },
    forgetSilent: (): void => {
      for (const [from, { heardAt }] of others) if (now() - heardAt > goneMs) forget(from);
    },
  };
}

/** Follows the seat as presence.ts moves it: whoever looks at another conversation no longer writes in the first. */
function sharedSeat(seated: Seated, seat: OwnSeat, moved: () => void, left: () => void): Seated {
  const set = (viewing: string | null, writing: string | null): void => {
    if (seat.viewing === viewing && seat.writing === writing) return;
    Object.assign(seat, { viewing, writing });
    moved();
  };
  return {
    view: (conversation) => {
      seated.view(conversation);
      set(conversation, seat.writing === conversation ? seat.writing : null);
    },
    write: (conversation, on) => {
      seated.write(conversation, on);
      set(seat.viewing, on ? conversation : seat.writing === conversation ? null : seat.writing);
    },
    leave: () => {
      seated.leave();
      left();
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
