// Takes in what a centre brings: stores it first and only then says so. What was stored and perhaps not heard of is remembered, so that
// the centre's second try is not taken for a second message.
import type { Instant } from '../../../domain/identifier.ts';
import type { ListenIo, RawRequest } from '../../channel.ts';
import type { SmsConfig } from '../config.ts';
import { writerOf } from '../number.ts';
import { canonical, learn } from '../receipt/message-id.ts';
import { givenTo } from '../session/line.ts';
import type { Frame } from '../session/pdu.ts';
import type { Session } from '../session/session.ts';
import { readCursor, type Cursor } from './cursor.ts';
import { hashOf, readDelivery, receiptOf, type Delivery } from './delivery.ts';
import { giveUp, inputFrom, nextGivingUp, receiptIdsHeader, takePart } from './reassemble.ts';

export class StoreProblem extends Error {
  readonly code = 'sms.cannot-store';
}

type Brought = { readonly frame: Frame; readonly at: Instant };
/** `answer`: the how manieth answer of its connection it was; null: none was given yet. */
type Stored = { readonly hash: string; readonly at: Instant; readonly connection: number; readonly slow: boolean; readonly answer: number | null };

/** A centre waits so long for an answer at least before it tries again on the same line. */
const leastPatienceMs = 5_000;
const rememberedMs = 24 * 3_600_000;
const mostAtOnce = 100;
const mostRemembered = 1_000;

export class Intake {
  readonly #config: SmsConfig;
  readonly #io: ListenIo;
  #cursor: Cursor;
  #stored: readonly Stored[];
  #queue: Brought[] = [];
  #connection = 0;
  #changed = false;
  #failed = false;
  /** Keys of what could not be stored, by what it says: perhaps it was, and only the answer of our own database was lost. */
  readonly #tried = new Map<string, RawRequest>();
  #wake: () => void = () => undefined;

  constructor(config: SmsConfig, io: ListenIo) {
    this.#config = config;
    this.#io = io;
    this.#cursor = readCursor(io.cursor);
    this.#stored = this.#cursor.unproven.map(({ hash, at }) => ({ hash, at, connection: 0, slow: false, answer: null }));
  }

  /** What was brought and not stored has got no answer: the centre brings it again. */
  beginConnection(): void {
    this.#queue = [];
    this.#connection += 1;
  }

  /** Storing failed the last time, so a new line alone is no good news. */
  get failed(): boolean {
    return this.#failed;
  }

  bring(frame: Frame): void {
    this.#queue.push({ frame, at: this.#io.now() });
    this.wake();
  }

  /** The centre has heard so many of our answers. */
  heard(answers: number): void {
    const proven = (one: Stored): boolean => one.connection === this.#connection && one.answer !== null && one.answer <= answers;
    if (!this.#stored.some(proven)) return;
    this.#stored = this.#stored.filter((one) => !proven(one));
    this.#changed = true;
    this.wake();
  }

  wake(): void {
    this.#wake();
  }

  /** Until the session ends. Throws {@link StoreProblem}; what was not stored then has no answer. */
  async run(session: Session, signal: AbortSignal, stored: () => void): Promise<void> {
    while (session.isOpen() && !signal.aborted) {
      if (this.#queue.length === 0 && !this.#changed && !this.#isLate()) await this.#somethingToDo();
      if (!session.isOpen() || signal.aborted) return;
      await this.#takeIn(this.#queue.splice(0, mostAtOnce), session);
      stored();
    }
  }

  async #somethingToDo(): Promise<void> {
    const late = nextGivingUp(this.#cursor);
    await new Promise<void>((resolve) => {
      const timer = late === null ? undefined : setTimeout(resolve, Math.max(0, late - Date.parse(this.#io.now())));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#queue.length > 0) this.#wake();
    });
    this.#wake = () => undefined;
  }

  #isLate(): boolean {
    const late = nextGivingUp(this.#cursor);
    return late !== null && late <= Date.parse(this.#io.now());
  }

  async #takeIn(brought: readonly Brought[], session: Session): Promise<void> {
    const now = this.#io.now();
    const early = giveUp(this.#cursor.waiting, now);
    const taken = { inputs: [...early.inputs], cursor: { ...this.#cursor, waiting: [...early.waiting] }, stored: this.#stored.filter((one) => Date.parse(now) - Date.parse(one.at) < rememberedMs) };
    const toAnswer = brought.map((one) => ({ ...one, hash: this.#take(one, taken) }));
    const unproven = [...taken.stored, ...toAnswer.flatMap(({ hash, at }) => (hash === null ? [] : [{ hash, at }]))].slice(-mostRemembered).map(({ hash, at }) => ({ hash, at }));
    const cursor = { ...taken.cursor, unproven };
    const inputs = taken.inputs.map((input) => ({ ...input, ...this.#triedBefore(input) }));
    try {
      await this.#io.deliver(inputs, cursor);
      this.#tried.clear();
      this.#failed = false;
    } catch (error) {
      for (const input of inputs) this.#tried.set(contentIn(input), input);
      // With the next line it is tried at once, before anything new comes.
      this.#failed = this.#changed = true;
      throw new StoreProblem(error instanceof Error ? error.message.slice(0, 300) : 'no reason given');
    }
    this.#changed = false;
    this.#cursor = cursor;
    this.#stored = taken.stored;
    for (const { frame, at, hash } of toAnswer) {
      const answer = session.answer(frame, 0);
      const slow = Date.parse(this.#io.now()) - Date.parse(at) >= leastPatienceMs;
      if (hash !== null) this.#stored = [...this.#stored, { hash, at, connection: this.#connection, slow, answer }].slice(-mostRemembered);
    }
  }

  #triedBefore(input: RawRequest): Pick<RawRequest, 'key' | 'headers'> {
    const { key, headers } = this.#tried.get(contentIn(input)) ?? input;
    return { key, headers };
  }

  /** @returns the hash by which a second try will be known; null: it needs none, or was one */
  #take({ frame, at }: Brought, taken: { inputs: RawRequest[]; cursor: Cursor; stored: readonly Stored[] }): string | null {
    const delivery = readDelivery(frame.octets);
    if (delivery?.kind === 'receipt') {
      taken.cursor = { ...taken.cursor, receiptIds: this.#learned(delivery) ?? taken.cursor.receiptIds };
      taken.inputs.push(inputFrom([frame.octets], at, taken.cursor.receiptIds === null ? {} : { [receiptIdsHeader]: taken.cursor.receiptIds }));
      return null;
    }
    const hash = delivery?.hash ?? hashOf(frame.octets);
    const again = taken.stored.find((one) => one.hash === hash && (one.connection !== this.#connection || (one.slow && Date.parse(at) - Date.parse(one.at) >= leastPatienceMs)));
    if (again) {
      // Once only: a second time it is a second message. It is remembered on, until the centre has heard this answer.
      taken.stored = taken.stored.filter((one) => one !== again);
      return hash;
    }
    if (delivery?.place) {
      const { waiting, inputs } = takePart(taken.cursor.waiting, delivery, frame.octets, at);
      taken.cursor = { ...taken.cursor, waiting: [...waiting] };
      taken.inputs.push(...inputs);
    } else taken.inputs.push(inputFrom([frame.octets], at, {}));
    return hash;
  }

  #learned(delivery: Delivery) {
    const id = receiptOf(delivery)?.id;
    if (id === undefined || id === null) return null;
    const given = givenTo(this.#config);
    // Receipts come from the number that the message went to; some centres write the two the other way about.
    const people = [delivery.from, { address: delivery.to, ton: delivery.from.ton }].map(({ address, ton }) => writerOf(address, ton, this.#config.defaultCountry).identity);
    return people.map((person) => learn(canonical(id), person, given)).find((how) => how !== null) ?? null;
  }
}

/** The part of a key that says what is in it, without when it came. */
const contentIn = ({ key }: RawRequest): string => key!.split('-')[0]!;
