// What the bot is told: a queue of updates that somebody asks for (long polling), or that is posted to a webhook; never both.
import type { Dice, Faults } from '../faults.ts';
import { conflict, type Refusal, tooMany } from './refusal.ts';
import { checkHook, type Hook, openHook, type WantedHook } from './webhook.ts';

export type Update = Readonly<Record<string, unknown>> & { readonly update_id: number };
type Waiting = { readonly update: Update; readonly done: (() => void) | null };
type Question = { readonly limit: number; readonly answer: (updates: readonly Update[]) => void; readonly refuse: (why: Refusal) => void; readonly timer: NodeJS.Timeout };
export type Asked = { readonly offset: number; readonly limit: number; readonly timeout: number };

/** What is told where nobody chose. */
const usual = ['message', 'edited_message', 'callback_query', 'my_chat_member'];
const longestPoll = 50;
/** So far ahead of the newest update a place is no place any more. */
const farAhead = 10;

export class Updates {
  readonly #faults: Faults;
  readonly #chance: Dice;
  readonly #pace: number;
  #number: number;
  #allowed: readonly string[] | null = null;
  #queue: Waiting[] = [];
  #question: Question | null = null;
  #hook: Hook | null = null;
  #hookSetAt = Number.NEGATIVE_INFINITY;
  readonly #late = new Set<NodeJS.Timeout>();

  constructor(faults: Faults, chance: Dice, pace: number) {
    this.#faults = faults;
    this.#chance = chance;
    this.#pace = pace;
    this.#number = 100_000_000 + chance.below(800_000_000);
  }

  /** @param done called when the bot has said that it has it */
  add(kind: string, content: unknown, done: (() => void) | null = null): void {
    if (!(this.#allowed ?? usual).includes(kind)) return;
    const tell = (): void => {
      this.#number += 1;
      this.#enqueue({ update_id: this.#number, [kind]: content }, done);
      // A webhook is told twice by whoever posts it. Somebody who asks is given it twice when what they confirmed did not get through.
      if (!this.#hook && this.#chance.falls(this.#faults.duplicated)) this.#enqueue({ update_id: this.#number, [kind]: content }, null);
    };
    if (this.#hook || !this.#chance.falls(this.#faults.overtaken)) return tell();
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      tell();
    }, 1 + this.#chance.below(Math.max(1, this.#faults.late)));
    this.#late.add(timer);
  }

  /** Holds from now on; absent: as it was, empty: as if nobody had chosen. */
  allow(kinds: readonly string[] | undefined): void {
    if (kinds) this.#allowed = kinds.length === 0 ? null : kinds;
  }

  ask({ offset, limit, timeout }: Asked): Promise<readonly Update[]> {
    if (this.#hook) throw conflict('can\'t use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first');
    this.#end((open) => open.refuse(conflict('terminated by other getUpdates request; make sure that only one bot instance is running')));
    this.#confirm(offset);
    const most = Math.min(Math.max(limit, 1), 100);
    if (this.#queue.length > 0 || timeout <= 0) return Promise.resolve(this.#first(most));
    return new Promise((answer, refuse) => {
      const timer = setTimeout(() => this.#end((open) => open.answer([])), Math.min(timeout, longestPoll) * 1_000);
      this.#question = { limit: most, answer, refuse, timer };
    });
  }

  setHook(wanted: WantedHook): void {
    const before = this.#hook?.wanted;
    if (before && before.url === wanted.url && before.secret === wanted.secret && before.together === wanted.together) return;
    if (performance.now() - this.#hookSetAt < 1_000 * this.#pace) throw tooMany(1);
    checkHook(wanted);
    this.#hookSetAt = performance.now();
    this.#end((open) => open.refuse(conflict('terminated by setWebhook request')));
    this.dropHook();
    this.#hook = openHook(wanted, this.#faults, this.#chance, this.#pace);
    for (const { update } of this.#queue) this.#post(this.#hook, update);
  }

  dropHook(): void {
    this.#hook?.close();
    this.#hook = null;
  }

  dropAll(): void {
    this.#queue = [];
  }

  about(): Readonly<Record<string, unknown>> {
    return { url: '', has_custom_certificate: false, pending_update_count: this.#queue.length, ...this.#hook?.about(), ...(this.#allowed ? { allowed_updates: this.#allowed } : {}) };
  }

  stop(): void {
    this.#end((open) => open.answer([]));
    this.dropHook();
    for (const timer of this.#late) clearTimeout(timer);
  }

  #enqueue(update: Update, done: (() => void) | null): void {
    this.#queue.push({ update, done });
    if (this.#hook) this.#post(this.#hook, update);
    else this.#end((open) => open.answer(this.#first(open.limit)));
  }

  #first(most: number): readonly Update[] {
    return this.#queue.slice(0, most).map(({ update }) => update);
  }

  /** What lies before the place is confirmed; a negative one keeps that many of the newest and forgets the others. */
  #confirm(offset: number): void {
    if (offset < 0) for (const { update } of this.#queue.slice(0, offset)) this.#forget(update, false);
    else if (offset <= this.#number + farAhead) for (const { update } of this.#queue.filter((one) => one.update.update_id < offset)) this.#forget(update, true);
  }

  #forget(update: Update, told: boolean): void {
    if (told) this.#queue.find((one) => one.update === update)?.done?.();
    this.#queue = this.#queue.filter((one) => one.update !== update);
  }

  /** Told, or given up after a day; one whose webhook was taken away meanwhile waits for whoever asks next. */
  #post(hook: Hook, update: Update): void {
    hook.post(update, (well) => {
      if (well || this.#hook === hook) this.#forget(update, well);
    });
  }

  #end(then: (open: Question) => void): void {
    const open = this.#question;
    if (!open) return;
    this.#question = null;
    clearTimeout(open.timer);
    then(open);
  }
}
