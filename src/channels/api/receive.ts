// A request of the program → what happened. Each event stands for itself: one that is wrong does not keep the others back.
import type { Incoming, RawRequest, Sender } from '../channel.ts';
import { UnreadableInput } from '../channel.ts';
import { attachmentOf, sha256, traceOf } from './incoming/files.ts';
import { mistakesIn } from './incoming/mistakes.ts';
import { notAfter, personsWords, programsWords, type Wrong } from './incoming/rescue.ts';
import { type Event, event as shape, type MessageEvent, mostEvents, type Person } from './incoming/shapes.ts';

export function receive({ body, receivedAt }: RawRequest): readonly Incoming[] {
  const understood: Incoming[] = [];
  const wrong: Wrong[] = [];
  for (const [place, event] of eventsIn(body).entries()) {
    const read = shape.safeParse(event, { reportInput: true });
    if (read.success) understood.push(happened(read.data, receivedAt));
    else wrong.push({ event, mistakes: mistakesIn(read.error, `events.${place}`), body });
  }
  const words = wrong.map((one) => personsWords(one, receivedAt));
  // Nothing in it is for anybody: the whole request is set aside, to be looked at and tried again.
  if (understood.length === 0 && words.every((one) => one === null)) throw new UnreadableInput('api.event-wrong', wrong.map(({ mistakes }) => mistakes).join('; ').slice(0, 2_000));
  return [...understood, ...wrong.map((one, place) => words[place] ?? programsWords(one, receivedAt))];
}

function eventsIn(body: Uint8Array): readonly unknown[] {
  const read = parsed(body);
  const events: unknown = typeof read === 'object' && read !== null && 'events' in read ? read.events : null;
  if (!Array.isArray(events)) throw new UnreadableInput('api.unreadable', 'the body is not {"events": […]}');
  if (events.length === 0) throw new UnreadableInput('api.unreadable', 'there is no event in it');
  if (events.length > mostEvents) throw new UnreadableInput('api.too-many-events', `${events.length} events; at most ${mostEvents} go into one request`);
  return events;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new UnreadableInput('api.unreadable', 'the body is not JSON in UTF-8');
  }
}

function happened(event: Event, receivedAt: string): Incoming {
  const at = notAfter(event.at, receivedAt);
  switch (event.type) {
    case 'message':
      return message(event, at);
    case 'receipt':
      return receipt(event, at);
    case 'read-until':
      return { kind: 'read-until', to: event.from.id, externalId: event.message, at };
    case 'edit':
      return { kind: 'edit', externalId: event.message, content: { subject: null, text: event.text, html: null, attachments: [] }, at };
    case 'removal':
      return { kind: 'removal', externalId: event.message, content: null, at };
    case 'press':
      return { kind: 'press', externalId: event.id, from: sender(event.from), message: event.message ?? null, button: event.button, at };
    case 'begun':
      return { kind: 'begun', externalId: event.id, from: sender(event.from), payload: event.payload ?? null, at };
    case 'reachable':
      return { kind: 'reachable', externalId: event.id, from: sender(event.from), reachable: event.reachable, at };
    default:
      return { kind: 'typing', from: sender(event.from) };
  }
}

function message(event: MessageEvent, sentAt: string): Incoming {
  const { id, text, attachments: files, thread, machineSent } = event;
  const attachments = files.map(attachmentOf);
  if (text.trim() === '' && attachments.length === 0) return { kind: 'passed-over', because: 'empty', externalId: id };
  const from = sender(event.from);
  const subject = event.subject?.trim() || null;
  return {
    kind: 'message', externalId: id, from, sentAt, machineSent,
    fingerprint: sha256(JSON.stringify([subject, text, attachments.map(traceOf)])),
    thread: { references: [...new Set(thread?.references)], key: null, subject, number: null, participants: [from.externalId] },
    recipients: { to: [], copy: [], blindCopy: [] },
    content: { subject, text, html: null, attachments },
  };
}

function receipt({ message: externalId, state, detail }: Extract<Event, { readonly type: 'receipt' }>, at: string): Incoming {
  if (state !== 'failed') return { kind: 'receipt', externalId, state, at };
  return { kind: 'receipt', externalId, state: 'bounced', at, code: 'api.not-delivered', ...(detail ? { detail } : {}) };
}

function sender({ id, name, language, verified, also }: Person): Sender {
  return {
    externalId: id,
    name: name?.trim() || null,
    verified,
    ...(language ? { language } : {}),
    ...(also.length > 0 ? { also: also.map((one) => ({ channel: one.channel, externalId: one.id.toLowerCase() })) } : {}),
  };
}
