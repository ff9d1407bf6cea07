// Webhooks: sees to it that the vendor tells this inbox, and looks now and then how the vendor fares with it. What it could not tell,
// it keeps for a day and tries again.
import type { Problem } from '../../channel.ts';
import { call } from '../api.ts';
import { isLoopback, type TelegramConfig } from '../config.ts';
import { problemOf } from '../outcome.ts';
import { wantedUpdates } from '../receive.ts';
import { pauseAfter, type Session, waitFor } from './session.ts';

const patience = 15_000;
const freshSeconds = 900;
/** The only ports that the vendor calls. */
const ports = new Set(['', '443', '80', '88', '8443']);

export async function keepHook(session: Session): Promise<void> {
  const { io, signal, say, paces, config } = session;
  const address = io.hookAddress ?? null;
  const wrong = whatIsWrongWith(address, config);
  if (wrong || address === null) return say(wrong);
  // The vendor does not tell which secret it has: set once in any case, and again when something differs.
  let set = false;
  let failures = 0;
  while (!signal.aborted) {
    const look = await lookAt(session, address, set);
    if (signal.aborted) return;
    set = look.set;
    say(look.problem);
    failures = look.failed ? failures + 1 : 0;
    if (look.problem) io.log('warn', 'webhooks do not come as they should', { code: look.problem.code });
    if (look.failed) await pauseAfter(failures, session, look.askedSeconds);
    else await waitFor(paces.lookMs, signal);
  }
}

type Look = { readonly set: boolean; readonly problem: Problem | null; readonly failed: boolean; readonly askedSeconds?: number };

async function lookAt({ config, signal, io }: Session, address: string, set: boolean): Promise<Look> {
  const limits = { ms: patience, signal };
  const info = await call(config, limits, (methods) => methods.getWebhookInfo());
  if (!info.ok) return { set, problem: problemOf(info), failed: true, ...waitOf(info) };
  const { url, allowed_updates: told, last_error_date: failedAt, last_error_message: said, pending_update_count: waiting } = info.result;
  if (!set || url !== address || !isSame(told)) {
    const done = await call(config, limits, (methods) => methods.setWebhook({ url: address, secret_token: config.webhookSecret, allowed_updates: wantedUpdates, drop_pending_updates: false }));
    if (done.ok) return { set: true, problem: null, failed: false };
    const refused = done.what === 'refused' && done.status === 400;
    return { set: false, problem: refused ? { code: 'telegram.webhook-refused', detail: done.said } : problemOf(done), failed: true, ...waitOf(done) };
  }
  // A failure behind which nothing waits is over, and so is one after which the vendor has had time to try again and did not complain.
  const failing = typeof failedAt === 'number' && (waiting ?? 0) > 0 && Date.parse(io.now()) / 1_000 - failedAt < freshSeconds;
  return { set: true, problem: failing ? { code: 'telegram.webhook-failing', detail: `${said ?? 'no reason given'} (${waiting} waiting)`.slice(0, 300) } : null, failed: false };
}

const waitOf = (failure: { readonly retryAfterSeconds?: number } | object): { readonly askedSeconds?: number } =>
  ('retryAfterSeconds' in failure && typeof failure.retryAfterSeconds === 'number' ? { askedSeconds: failure.retryAfterSeconds } : {});

const isSame = (told: readonly string[] | undefined): boolean => told !== undefined && told.length === wantedUpdates.length && wantedUpdates.every((kind) => told.includes(kind));

/** Why the vendor would never call this address; null: it would. A Bot API server on this machine calls any. */
export function whatIsWrongWith(address: string | null, config: TelegramConfig): Problem | null {
  if (address === null) return { code: 'telegram.webhook-address-unknown', detail: 'this desk does not say where the inbox is reached' };
  const url = URL.parse(address);
  if (isLoopback(URL.parse(config.apiAddress)?.hostname ?? '')) return null;
  if (url?.protocol !== 'https:' || isLoopback(url.hostname)) return { code: 'telegram.webhook-needs-https', detail: url?.origin ?? 'no address' };
  return ports.has(url.port) ? null : { code: 'telegram.webhook-needs-https', detail: `port ${url.port}` };
}
