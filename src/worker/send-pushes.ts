// Lets the devices of agents ring (Web Push: RFC 8030, RFC 8188, RFC 8291, RFC 8292). One job is one notification for one device; what
// fails is tried again by the queue, and a device that is gone is forgotten.
import webpush from 'web-push';
import { lastWords } from '../domain/conversation/summary.ts';
import type { PushPayload } from '../domain/notification/push-payload.ts';
import type { JobQueue } from '../jobs/open.ts';
import { Hopeless } from '../jobs/open.ts';
import type { Payload } from '../jobs/tasks.ts';
import type { Reading } from '../language/reading/reading.ts';
import type { Desk } from '../operations/desk.ts';
import { openPushKey } from '../operations/push-key.ts';
import type { Posted } from '../operations/send-webhooks.ts';
import { openSubscription } from '../operations/subscribe-device.ts';
import { findAgent } from '../store/agent.ts';
import { findContactOf } from '../store/contact.ts';
import { findMessages } from '../store/message-row.ts';
import type { NotificationRow } from '../store/notification.ts';
import { findNotifications } from '../store/notification.ts';
import type { SubscriptionRow } from '../store/push.ts';
import { findSubscription, removeSubscription, saveSubscriptionUsed } from '../store/push.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { About } from './push-wording.ts';
import { trialWords, wordPush } from './push-wording.ts';

export type PushIo = { post(address: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Posted> };

/** What is older says nothing any more, and the bell has it. */
const freshMs = 6 * 3_600_000;

/** From now on, until the queue is closed. */
export async function sendPushes({ desk, jobs }: { readonly desk: Desk; readonly jobs: JobQueue }, io: PushIo): Promise<void> {
  await jobs.work('send-push', (payload) => sendOne(desk, io, payload));
}

async function sendOne(desk: Desk, io: PushIo, { workspace, device: id, notification: about }: Payload<'send-push'>): Promise<void> {
  const device = await findSubscription(desk.db, workspace, id);
  const agent = device && (await findAgent(desk.db, workspace, device.agent));
  if (!device || !agent?.active) return;
  const payload = about === null ? trialOf(agent.language) : await payloadOf(desk, workspace, about, agent);
  if (payload === null) return;
  const posted = await post(desk, io, workspace, device, payload);
  await settle(desk, workspace, device, posted);
}

function trialOf(language: string): Ringing {
  return { payload: { notification: 'trial', ...trialWords(language), path: '/settings/notifications' }, urgency: 'high', leftMs: 60_000 };
}

type Ringing = { readonly payload: PushPayload; readonly urgency: 'normal' | 'high'; readonly leftMs: number };

/** null: it was seen, it is old, or it is somebody else's: nobody needs to be rung for it. */
async function payloadOf(desk: Desk, workspace: string, id: string, agent: { readonly id: string; readonly language: string }): Promise<Ringing | null> {
  const [row] = await findNotifications(desk.db, workspace, [id]);
  const leftMs = row ? row.created_at.getTime() + freshMs - Date.parse(desk.now()) : 0;
  if (!row || row.agent !== agent.id || row.seen_at !== null || leftMs <= 0) return null;
  const place = await findWorkspace(desk.db, workspace);
  const about = place?.push_text === true ? await findAbout(desk, workspace, row) : null;
  const path = row.conversation === null ? '/' : `/inbox/all/${row.conversation}`;
  const urgent = row.kind === 'commitment-due' || row.kind === 'commitment-missed' || row.kind === 'delivery-failed';
  return { payload: { notification: row.id, ...wordPush(row, agent.language, about), path }, urgency: urgent ? 'high' : 'normal', leftMs };
}

async function findAbout(desk: Desk, workspace: string, row: NotificationRow): Promise<About> {
  const data = row.data as Readonly<Record<string, string>>;
  const [contact] = row.conversation === null ? [] : (await findContactOf(desk.db, workspace, row.conversation)).contacts;
  const { rows: [message], readings: [reading] } = await findMessages(desk.db, workspace, row.message === null || row.kind === 'delivery-failed' ? [] : [row.message]);
  const own = message?.own_words ?? (reading?.value as Reading | undefined)?.ownWords ?? [];
  return { name: contact?.name ?? null, words: data['promise'] ?? (message ? lastWords(message.text, own, message.direction) : null) };
}

async function post(desk: Desk, io: PushIo, workspace: string, device: SubscriptionRow, { payload, urgency, leftMs }: Ringing): Promise<Posted | 'unreadable'> {
  const key = await openPushKey(desk, desk.db, workspace);
  if (key === null || key === 'unreadable') return 'unreadable';
  const subscription = read(desk, device);
  if (subscription === null) return 'unreadable';
  const request = webpush.generateRequestDetails(subscription, JSON.stringify(payload), {
    TTL: Math.round(leftMs / 1_000), urgency, contentEncoding: 'aes128gcm',
    vapidDetails: { subject: subjectOf(desk.publicAddress), publicKey: key.publicKey, privateKey: key.privateKey },
  });
  const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return io.post(subscription.endpoint, headers, request.body);
}

function read(desk: Desk, device: SubscriptionRow) {
  try {
    return openSubscription(desk.key, device);
  } catch {
    return null;
  }
}

/** Whom a push service may turn to (RFC 8292, 2.1); some refuse what is no https address or mail address. */
function subjectOf(publicAddress: string): string {
  return publicAddress.startsWith('https:') ? publicAddress : `mailto:desk@${new URL(publicAddress).hostname}`;
}

/** RFC 8030, 5 and 7.3: 201 is taken; 404 and 410 say that the subscription is no more. */
async function settle(desk: Desk, workspace: string, device: SubscriptionRow, posted: Posted | 'unreadable'): Promise<void> {
  if (posted === 'unreadable' || posted.status === 404 || posted.status === 410) {
    // Its browser subscribes again by itself when its agent comes by.
    await removeSubscription(desk.db, workspace, device.id, null);
    return;
  }
  const { status, problem } = posted;
  if (status !== null && status >= 200 && status < 300) return saveSubscriptionUsed(desk.db, workspace, device.id, desk.now());
  const told = `the push service answered ${status ?? problem ?? 'nothing'}`;
  // 408 and 429 ask for patience; every other 4xx will be the same the next time.
  if (problem === 'private-address' || (status !== null && status >= 300 && status < 500 && status !== 408 && status !== 429)) throw new Hopeless(told);
  throw new Error(told);
}
