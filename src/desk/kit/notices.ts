// The one line at the bottom of the page: what was just done, with its undo; or what could not be done.
import type { DeskEvent } from '../../contract/event.ts';
import type { DeskState } from '../../contract/state.ts';

/** Whether what was done still is so, and can be taken back: told after every change of what this screen knows, and of every event. */
export type Stands = (seen: { readonly state: DeskState; readonly event: DeskEvent | null }) => boolean;

export type Notice = {
  readonly id: number;
  readonly text: string;
  /** To think about for as long as the line stands. */
  readonly question?: string;
  readonly trouble?: unknown;
  /** Takes it back; the line counts down to `until`. */
  readonly undo?: () => void | Promise<void>;
  /** Where it was taken back elsewhere, the line goes, and its undo with it. */
  readonly stands?: Stands;
  readonly until: number;
  readonly counts?: boolean;
  /** What it is about: when that is settled another way, the line goes too. */
  readonly about?: string;
  /** The conversation where it can be looked at. */
  readonly conversation?: string;
};

type NoticeInput = Omit<Notice, 'id' | 'until'> & { readonly until?: number };
/** `left`: what remained of its time when a newer one took its place. */
type Deed = Notice & { readonly undo: () => void | Promise<void>; readonly left: number };
type Watched = { state(): DeskState; subscribe(listener: () => void): () => void; hear(listener: (event: DeskEvent) => void): () => void };

export const usualStay = 8_000;
const mostDeeds = 20;
const listeners = new Set<() => void>();
let shown: Notice | null = null;
/** What can be taken back, the newest last: the key reaches the next older one when one is taken back, here or elsewhere. */
let deeds: readonly Deed[] = [];
let watched: Watched | null = null;
let number = 0;

function put(notice: Notice | null) {
  shown = notice;
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const current = (): Notice | null => shown;

export function tell(notice: NoticeInput): number {
  number += 1;
  const made: Notice = { ...notice, id: number, until: notice.until ?? Date.now() + usualStay };
  if (made.undo) {
    const before = deeds.filter((one) => one.about === undefined || one.about !== made.about);
    deeds = [...covered(before), { ...made, undo: made.undo, left: 0 }].slice(-mostDeeds);
  }
  put(made);
  return number;
}

/** Something that happened elsewhere: it waits in its own place, so it never takes the room of what can still be taken back. */
export function tellInPassing(notice: NoticeInput): void {
  const holds = shown !== null && shown.until > Date.now() && (shown.undo !== undefined || shown.trouble !== undefined);
  if (!holds) tell(notice);
}

/** The line has been there long enough, or was put away. */
export function withdraw(id: number): void {
  if (deeds.some((one) => one.id === id)) deeds = deeds.filter((one) => one.id !== id && one.until > Date.now());
  if (shown?.id === id) put(standing());
}

export function withdrawAbout(about: string): void {
  lose((one) => one.about === about);
}

/** What a line leads to is looked at by now: a line that only leads there goes. */
export function arrivedAt(conversation: string): void {
  if (shown?.conversation === conversation && shown.undo === undefined) put(standing());
}

/** What the undo key does: takes back the last thing that can be taken back. */
export function undoLast(): boolean {
  if (watched) review(watched.state(), null);
  const last = deeds.at(-1);
  // A line that a hand rests on stays; what the desk itself holds back it holds no longer than it said.
  const late = last !== undefined && last.until < Date.now() && (last.counts === true || shown?.id !== last.id);
  if (last === undefined || late) return false;
  lose((one) => one.id === last.id);
  void last.undo();
  return true;
}

/** Follows what the screen knows, so that nothing is offered to be taken back that is taken back already. */
export function watch(store: Watched): () => void {
  watched = store;
  const stops = [store.subscribe(() => review(store.state(), null)), store.hear((event) => review(store.state(), event))];
  return () => {
    for (const stop of stops) stop();
    watched = null;
    lose(({ undo }) => undo !== undefined);
  };
}

/** It was taken back where that tells of it. */
export const untilHeard = (kinds: RegExp, id: string): Stands => ({ event }) => event === null || !kinds.test(event.kind) || !Object.values(event.data).includes(id);

function review(state: DeskState, event: DeskEvent | null): void {
  lose(({ stands }) => stands !== undefined && !stands({ state, event }));
}

function lose(isLost: (notice: Notice) => boolean): void {
  const last = deeds.at(-1);
  const stay = deeds.filter((one) => !isLost(one));
  if (stay.length < deeds.length) deeds = stay.at(-1)?.id === last?.id ? stay : uncovered(stay);
  if (shown !== null && isLost(shown)) put(standing());
}

/** What is shown again when another line goes. */
function standing(): Deed | null {
  deeds = timely(deeds);
  return deeds.at(-1) ?? null;
}

/** When the newest had its time, so had those before it, but for what the desk holds back for longer. */
function timely(all: readonly Deed[]): readonly Deed[] {
  const now = Date.now();
  return (all.at(-1)?.until ?? now) > now ? all : all.filter(({ until }) => until > now);
}

function covered(all: readonly Deed[]): readonly Deed[] {
  const now = timely(all);
  return now.map((one, place) => (place === now.length - 1 ? { ...one, left: one.until - Date.now() } : one));
}

/** Nobody saw the next one while the other stood in its place: its time goes on. */
function uncovered(all: readonly Deed[]): readonly Deed[] {
  const now = all.filter((one) => one.counts !== true || one.until > Date.now());
  return now.map((one, place) => (place === now.length - 1 && one.counts !== true ? { ...one, until: Date.now() + one.left } : one));
}
