// Events on their way to the addresses that want them: one turn of one webhook. At least once and in order: an event is dealt
// with when its outcome is stored, and whoever takes over after a crash sends it again under the same id.
import { createHash } from 'node:crypto';
import type { DeskEvent } from '../contract/event.ts';
import type { WebhookPayload, WebhookProblem } from '../contract/webhook.ts';
import { wants } from '../contract/event-groups.ts';
import { nextTurn } from '../domain/delivery/webhook-turn.ts';
import type { EventRow } from '../store/event.ts';
import { findEvents, listEvents } from '../store/event.ts';
import type { Progress, WebhookRow } from '../store/webhook.ts';
import { saveProgress, takeDueWebhook } from '../store/webhook.ts';
import type { NewWebhookDelivery, WebhookDeliveryRow } from '../store/webhook-delivery.ts';
import { findWebhookDelivery, hurryAside, listDueAside, saveTried } from '../store/webhook-delivery.ts';
import type { Desk } from './desk.ts';
import { switchWebhookOff } from './switch-webhook-off.ts';
import type { WebhookSecrets } from './webhook-secret.ts';
import { openWebhookSecrets, signWebhook } from './webhook-secret.ts';

/** A dead worker's webhooks are looked at again after this long: more than a request may take. */
export const webhookLeaseSeconds = 15;
/** A turn ends after so many requests, so that a busy webhook does not keep a worker from the others. */
const mostInTurn = 200;
const readTogether = 20;
const answerKept = 1_000;

export type Posted = { readonly status: number | null; readonly problem: WebhookProblem | null; readonly answer: string; readonly durationMs: number; readonly retryAfter: number | null };
export type WebhookIo = {
  post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted>;
  /** Events as a service sees them, in order. */
  present(desk: Desk, workspace: string, events: readonly EventRow[]): Promise<readonly DeskEvent[]>;
};

/** Takes a webhook that has something to send; `done` is its turn, under way. null: none has. */
export async function beginWebhookTurn(desk: Desk, io: WebhookIo, stopping: AbortSignal): Promise<{ readonly done: Promise<void> } | null> {
  const lease = leaseEnd(desk);
  const webhook = await takeDueWebhook(desk.db, desk.now(), lease);
  return webhook === null ? null : { done: new Turn(desk, io, webhook, lease, stopping).run() };
}

function leaseEnd(desk: Desk): string {
  return new Date(Date.parse(desk.now()) + webhookLeaseSeconds * 1_000).toISOString();
}

/** The same for the same event and webhook, whoever sends it and however often. UUID version 8 (RFC 9562, 5.8). */
export function webhookDeliveryId(webhook: string, event: number): string {
  const hash = createHash('sha256').update(`${webhook} ${event}`).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

class Turn {
  readonly #desk: Desk;
  readonly #io: WebhookIo;
  readonly #stopping: AbortSignal;
  readonly #secrets: WebhookSecrets | null;
  #webhook: WebhookRow;
  #lease: string;
  #sent = 0;

  constructor(desk: Desk, io: WebhookIo, webhook: WebhookRow, lease: string, stopping: AbortSignal) {
    this.#desk = desk;
    this.#io = io;
    this.#stopping = stopping;
    this.#webhook = webhook;
    this.#lease = lease;
    this.#secrets = secretsOf(desk, webhook);
  }

  async run(): Promise<void> {
    if ((await this.#sendAside()) && (this.#webhook.due_at === null || this.#webhook.due_at <= new Date(this.#desk.now()))) await this.#sendInOrder();
    await saveProgress(this.#desk.db, this.#webhook, { was: this.#lease, becomes: null }, {});
  }

  get #goesOn(): boolean {
    return this.#sent < mostInTurn && !this.#stopping.aborted;
  }

  /** @returns whether the turn goes on */
  async #sendAside(): Promise<boolean> {
    const { db } = this.#desk;
    const { workspace, id } = this.#webhook;
    const due = await listDueAside(db, workspace, id, this.#desk.now(), readTogether);
    const events = await findEvents(db, workspace, due.flatMap(({ event }) => event ?? []));
    const shown = new Map((await this.#io.present(this.#desk, workspace, events)).map((event) => [event.number, event]));
    for (const row of due) {
      if (!this.#goesOn) return false;
      const event = row.event === null ? testEvent(row) : (shown.get(row.event) ?? null);
      if (event && !(await this.#try(event, row, true))) return false;
    }
    return true;
  }

  async #sendInOrder(): Promise<void> {
    const { db } = this.#desk;
    const { workspace } = this.#webhook;
    while (this.#goesOn) {
      const rows = await listEvents(db, workspace, this.#webhook.cursor, 500);
      const chosen = rows.filter((row) => row.only_agent === null && wants(this.#webhook, row.kind)).slice(0, readTogether);
      const last = chosen.length === readTogether ? chosen.at(-1)!.number : (rows.at(-1)?.number ?? this.#webhook.cursor);
      if (last === this.#webhook.cursor) return;
      for (const event of await this.#io.present(this.#desk, workspace, chosen)) {
        if (!this.#goesOn) return;
        if (!(await this.#try(event, await findWebhookDelivery(db, workspace, webhookDeliveryId(this.#webhook.id, event.number)), false))) return;
      }
      if (!(await this.#keep({ cursor: last }))) return;
    }
  }

  /** Sends one event and stores what came of it. @returns whether the next may be sent */
  async #try(event: Omit<WebhookPayload, 'id' | 'workspace'>, known: WebhookDeliveryRow | null, aside: boolean): Promise<boolean> {
    if (!(await this.#keep({}))) return false;
    this.#sent += 1;
    const { workspace, id: webhook } = this.#webhook;
    const id = known?.id ?? webhookDeliveryId(webhook, event.number!);
    const posted = await this.#post({ ...event, id, workspace }, known?.state === 'waiting' ? known.attempts + 1 : 1);
    return this.#settle({ id, webhook, event: event.number, kind: event.kind, eventAt: event.at }, known, aside, posted);
  }

  async #post(payload: WebhookPayload, attempt: number): Promise<Posted> {
    if (this.#secrets === null) return { status: null, problem: 'secret-unreadable', answer: '', durationMs: 0, retryAfter: null };
    const body = JSON.stringify(payload);
    const now = this.#desk.now();
    const timestamp = Math.floor(Date.parse(now) / 1_000);
    return this.#io.post(this.#webhook.address, {
      'content-type': 'application/json',
      'webhook-id': payload.id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signWebhook(this.#secrets, now, { id: payload.id, timestamp, body }),
      'attune-event': payload.kind, 'attune-attempt': String(attempt),
    }, body);
  }

  async #settle(delivery: NewWebhookDelivery, known: WebhookDeliveryRow | null, aside: boolean, posted: Posted): Promise<boolean> {
    const now = this.#desk.now();
    const { failures, failing_since: since } = this.#webhook;
    // Asked for again after it was dealt with, it begins anew: its day, and its place in the log.
    const again = known?.state === 'waiting' ? known : null;
    const standing = { attempts: (again?.attempts ?? 0) + 1, firstAt: again?.first_at.toISOString() ?? now, aside };
    const turn = nextTurn(posted, { ...standing, failures, failingSince: since?.toISOString() ?? null }, now);
    const going = turn.do === 'wait' || turn.do === 'let-others-pass';
    const kept = await this.#desk.db.transaction().execute(async (db) => {
      const becomes = leaseEnd(this.#desk);
      const progress: Progress = aside ? (turn.do === 'go-on' ? { deliveredAt: now } : {}) : this.#progress(turn, delivery.event!, now);
      if (!(await saveProgress(db, this.#webhook, { was: this.#lease, becomes }, progress))) return false;
      await saveTried(db, this.#webhook.workspace, delivery, now, {
        ...standing, aside: aside || turn.do === 'let-others-pass',
        state: turn.do === 'go-on' ? 'delivered' : going ? 'waiting' : 'failed', dueAt: going ? turn.until : null,
        durationMs: posted.durationMs, status: posted.status, problem: posted.problem, answer: posted.answer === '' ? null : posted.answer.slice(0, answerKept),
      });
      // An address that has come back gets first what others had passed.
      if (turn.do === 'go-on' && failures > 0) await hurryAside(db, this.#webhook.workspace, this.#webhook.id, now);
      this.#remember(progress, becomes);
      return true;
    });
    if (kept && turn.do === 'switch-off') await switchWebhookOff(this.#desk, this.#webhook, turn.because);
    return kept && turn.do !== 'switch-off' && (aside || turn.do !== 'wait');
  }

  #progress(turn: ReturnType<typeof nextTurn>, event: number, now: string): Progress {
    switch (turn.do) {
      case 'go-on':
        return { cursor: event, dueAt: null, failures: 0, failingSince: null, deliveredAt: now };
      case 'let-others-pass':
      case 'give-up':
        return { cursor: event, dueAt: null };
      default:
        return { dueAt: turn.do === 'wait' ? turn.until : null, failures: this.#webhook.failures + 1, failingSince: this.#webhook.failing_since?.toISOString() ?? now };
    }
  }

  async #keep(progress: { readonly cursor?: number }): Promise<boolean> {
    const becomes = leaseEnd(this.#desk);
    if (!(await saveProgress(this.#desk.db, this.#webhook, { was: this.#lease, becomes }, progress))) return false;
    this.#remember(progress, becomes);
    return true;
  }

  #remember({ cursor, failures, failingSince }: Progress, lease: string): void {
    this.#lease = lease;
    this.#webhook = {
      ...this.#webhook,
      ...(cursor === undefined ? {} : { cursor }), ...(failures === undefined ? {} : { failures }),
      ...(failingSince === undefined ? {} : { failing_since: failingSince === null ? null : new Date(failingSince) }),
    };
  }
}

function secretsOf(desk: Desk, webhook: WebhookRow): WebhookSecrets | null {
  try {
    return openWebhookSecrets(desk.key, webhook.id, webhook.secrets);
  } catch {
    return null;
  }
}

function testEvent(row: WebhookDeliveryRow): Omit<WebhookPayload, 'id' | 'workspace'> {
  return { number: null, kind: 'test', at: row.event_at.toISOString(), actor: { kind: 'automation', id: 'desk' }, conversation: null, data: {}, views: {}, gone: {} };
}
