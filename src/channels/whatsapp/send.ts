// Hands one message to WhatsApp: files first, which nobody sees yet, then the message itself in as few parts as it takes.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelIo, Outgoing, Sent } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { recipientOf } from './identity.ts';
import { line, text, things } from './incoming/payload.ts';
import { partMark } from './marks.ts';
import { type Graph, openGraph } from './outgoing/graph.ts';
import { failed, type Failed, failureOf } from './outgoing/outcome.ts';
import { planOf, type PlannedPart } from './outgoing/parts.ts';
import { upload } from './outgoing/upload.ts';

/** Between the parts of one message, what surely did not go is tried again here: what has gone cannot be taken back. */
const pausesMs = [500, 2_000];

export async function send(message: Outgoing, config: WhatsAppConfig, io: ChannelIo, graph: Graph = openGraph(config, io)): Promise<Sent> {
  const recipient = recipientOf(message.to);
  if (recipient === null) return failed('never', 'whatsapp.address-unusable', 'this is neither a number nor an id on WhatsApp', config);
  const plan = planOf(message.message, config);
  if (!plan.ok) return failed('never', plan.code, plan.reason, config);
  const ids: string[] = [];
  for (const file of plan.files) {
    const uploaded = await upload(file, graph, config, io);
    if (!uploaded.ok) return uploaded;
    ids.push(uploaded.id);
  }
  const about = { messaging_product: 'whatsapp', recipient_type: 'individual', ...recipient };
  return sendParts(plan.parts, (part) => ({ ...about, type: part.type, [part.type]: part.body((file) => ids[file]!) }), { message, config, io, graph });
}

type Sending = { readonly message: Outgoing; readonly config: WhatsAppConfig; readonly io: ChannelIo; readonly graph: Graph };

async function sendParts(parts: readonly PlannedPart[], bodyOf: (part: PlannedPart) => Readonly<Record<string, unknown>>, sending: Sending): Promise<Sent> {
  let first: Extract<Sent, { ok: true }> | null = null;
  for (const [place, part] of parts.entries()) {
    const mark = markOf(place, parts.length, first?.externalId ?? null);
    const body = { ...bodyOf(part), ...(place === 0 ? answering(sending.message) : {}), ...(mark === null ? {} : { biz_opaque_callback_data: mark }) };
    const sent = await sendPart(body, sending, place > 0);
    if (!sent.ok) return place === 0 ? sent : partly(place, parts.length, sent, sending.config);
    first ??= sent;
  }
  return first!;
}

function markOf(place: number, count: number, first: string | null): string | null {
  if (count === 1) return null;
  return partMark(first === null ? { place: 'first' } : { place: place === count - 1 ? 'last' : 'middle', first });
}

/** The newest of theirs is shown above ours. Ids that WhatsApp did not give it does not know either. */
function answering({ inReplyTo }: Outgoing): { readonly context?: { readonly message_id: string } } {
  const answered = inReplyTo.findLast((id) => id.startsWith('wamid.'));
  return answered === undefined ? {} : { context: { message_id: answered } };
}

async function sendPart(body: Readonly<Record<string, unknown>>, { config, io, graph }: Sending, again: boolean): Promise<Sent> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await graph.post(`${config.phoneNumberId}/messages`, { type: 'application/json', content: JSON.stringify(body) });
    const [taken = {}] = answer.is === 'answered' && answer.status < 300 ? things(answer.json['messages']) : [];
    if (text(taken['id']) !== '') return { ok: true, externalId: text(taken['id']), ...heldBack(text(taken['message_status'])) };
    // It said yes, and not to what: it was taken.
    if (answer.is === 'answered' && answer.status < 300) return failed('unknown', 'whatsapp.answer-lost', `HTTP ${answer.status} without the id of a message`, config);
    const failure = failureOf(answer, true, config);
    if (!again || failure.retry !== 'later' || attempt >= pausesMs.length || io.signal.aborted) return failure;
    await pause(pausesMs[attempt], undefined, { signal: io.signal }).catch(() => undefined);
  }
}

/** A new template may be held until Meta knows what the first customers think of it. */
const heldBack = (status: string): { readonly detail?: string } => (status === '' || status === 'accepted' ? {} : { detail: line(status, 100) });

/** Sending all of it again would show the customer twice what has arrived. */
function partly(done: number, count: number, failure: Failed, config: WhatsAppConfig): Failed {
  return failed('unknown', 'whatsapp.partly-sent', `${done} of ${count} parts were taken; then ${failure.code}: ${failure.reason}`, config);
}
