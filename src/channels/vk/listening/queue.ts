// VK's queue of events (Bots Long Poll): asked again and again with the number of the last event that is stored here.
import type { RawRequest } from '../../channel.ts';
import { ask, call } from '../api.ts';
import { isTrusted, type VkConfig } from '../config.ts';
import { at, listAt, textAt, wholeAt } from '../incoming/reading.ts';
import { keyOfEvent } from '../receive.ts';
import { brokeBy, ListeningBroke } from './problem.ts';

/** What VK recommends: some proxies cut a connection after thirty. */
const waitSeconds = 25;

export type Queue = { readonly server: string; readonly key: string; readonly ts: string };

export async function openQueue(config: VkConfig, signal: AbortSignal): Promise<Queue> {
  const answered = await call('groups.getLongPollServer', { group_id: config.groupId }, config, { signal });
  // Wrong parameter, and “Long Poll is off”, which VK says in the same way.
  if (!answered.ok && answered.what === 'refused' && answered.code === 100) throw new ListeningBroke({ code: 'vk.long-poll-off', detail: `VK 100: ${answered.said}` });
  if (!answered.ok) throw brokeBy(answered);
  const given = textAt(answered.result, 'server');
  const server = given.includes('://') ? given : `https://${given}`;
  const ts = tsOf(answered.result);
  if (!isTrusted(server, config) || ts === null) throw new ListeningBroke({ code: 'vk.strange-answer', detail: 'the answer names no usable queue' });
  return { server, key: textAt(answered.result, 'key'), ts };
}

export type Polled =
  | { readonly is: 'events'; readonly events: readonly unknown[]; readonly ts: string }
  /** The events after ours are gone, at least in part; it goes on with `ts`, or where the queue begins. */
  | { readonly is: 'forgotten'; readonly ts: string | null }
  | { readonly is: 'closed' };

export async function poll({ server, key, ts }: Queue, signal: AbortSignal): Promise<Polled> {
  const query = new URLSearchParams({ act: 'a_check', key, ts, wait: String(waitSeconds) });
  const answered = await ask(`${server}?${query.toString()}`, { method: 'GET' }, { signal, ms: (waitSeconds + 20) * 1_000 });
  if (!answered.ok) throw brokeBy(answered);
  const failed = wholeAt(answered.json, 'failed');
  const next = tsOf(answered.json);
  if (failed === 1) return { is: 'forgotten', ts: next };
  if (failed === 2) return { is: 'closed' };
  if (failed !== null) return { is: 'forgotten', ts: null };
  if (next === null || !Array.isArray(at(answered.json, 'updates'))) throw new ListeningBroke({ code: 'vk.strange-answer', detail: `status ${answered.status}, and no events` });
  return { is: 'events', events: listAt(answered.json, 'updates'), ts: next };
}

/** A number in some answers and text in others. */
function tsOf(answer: unknown): string | null {
  const ts = at(answer, 'ts');
  return (typeof ts === 'number' && Number.isSafeInteger(ts)) || (typeof ts === 'string' && /^\d{1,30}$/.test(ts)) ? String(ts) : null;
}

export function inputOf(event: unknown, receivedAt: string): RawRequest {
  return { kind: 'update', headers: {}, body: new TextEncoder().encode(JSON.stringify(event) ?? 'null'), receivedAt, key: keyOfEvent(event) };
}
