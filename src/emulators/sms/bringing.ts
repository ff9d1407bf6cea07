// What the centre has for the desk: kept until somebody who is signed in for it has said that it has it.
import type { Dice, Faults } from '../faults.ts';
import { status } from './rules.ts';
import { deliverBody, ids, type Bringing } from './units.ts';

/** A session that messages may be brought to. */
export interface Receiver {
  /** @returns the number of the request; null: it is gone */
  ask(id: number, body: Buffer): number | null;
  cut(): void;
}

type Told = (well: boolean, answer: number) => void;
type Parcel = { readonly what: Bringing; readonly told: Told; again: boolean };
type Out = { readonly parcel: Parcel; readonly timer: NodeJS.Timeout };

const window = 10;
/** Told to come again, or not answered in time: after so long, before the pace. */
const pauseMs = 5_000;
const patienceMs = 10_000;
const comesAgain: readonly number[] = [status.deskBusy, status.queueFull, status.throttled, status.system];

export class Bringer {
  readonly #waiting: Parcel[] = [];
  readonly #out = new Map<Receiver, Map<number, Out>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #faults: Faults;
  readonly #chance: Dice;
  readonly #pace: number;
  #turn = 0;

  constructor(faults: Faults, chance: Dice, pace: number) {
    this.#faults = faults;
    this.#chance = chance;
    this.#pace = pace;
  }

  bring(what: Bringing, told: Told = () => undefined): void {
    this.#waiting.push({ what, told, again: this.#chance.falls(this.#faults.duplicated) });
    this.#go();
  }

  join(receiver: Receiver): void {
    this.#out.set(receiver, new Map());
    this.#go();
  }

  leave(receiver: Receiver): void {
    const lost = [...(this.#out.get(receiver)?.values() ?? [])];
    this.#out.delete(receiver);
    for (const { timer } of lost) clearTimeout(timer);
    this.#waiting.unshift(...lost.map(({ parcel }) => parcel));
    this.#go();
  }

  answered(receiver: Receiver, sequence: number, answer: number): void {
    const busy = this.#out.get(receiver);
    const one = busy?.get(sequence);
    if (!one || !busy) return;
    clearTimeout(one.timer);
    if (answer === status.ok && one.parcel.again) {
      // Its answer is lost on the way: the line breaks, and the centre brings it once more.
      one.parcel.again = false;
      return receiver.cut();
    }
    busy.delete(sequence);
    if (comesAgain.includes(answer)) this.#later(Math.max(100, pauseMs * this.#pace), () => this.#again(one.parcel));
    else one.parcel.told(answer === status.ok, answer);
    this.#go();
  }

  /** Nothing waits and nothing is out. */
  quiet(): boolean {
    return this.#waiting.length === 0 && [...this.#out.values()].every((busy) => busy.size === 0);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const busy of this.#out.values()) for (const { timer } of busy.values()) clearTimeout(timer);
    this.#out.clear();
  }

  /** By turns, where several are signed in. */
  #go(): void {
    while (this.#waiting.length > 0) {
      const free = [...this.#out].filter(([, busy]) => busy.size < window);
      if (free.length === 0) return;
      this.#turn += 1;
      const [receiver, busy] = free[this.#turn % free.length]!;
      const sequence = receiver.ask(ids.deliver, deliverBody(this.#waiting[0]!.what));
      if (sequence === null) return;
      const parcel = this.#waiting.shift()!;
      busy.set(sequence, { parcel, timer: this.#later(Math.max(2_000, patienceMs * this.#pace), () => {
        if (busy.delete(sequence)) this.#again(parcel);
      }) });
    }
  }

  #again(parcel: Parcel): void {
    this.#waiting.unshift(parcel);
    this.#go();
  }

  #later(ms: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }
}
