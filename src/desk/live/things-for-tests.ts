// Things for tests, as the server shows them; each test says only what matters to it.
import type { DeskEvent, EventKind, Views } from '../../contract/event.ts';
import type { CommitmentView, ConversationView, DeliveryView, EntryView, MessageView, ReadingView } from '../../contract/views.ts';

export function conversation(part: Partial<ConversationView> = {}): ConversationView {
  return {
    id: 'c1',
    number: 1,
    contact: { id: 'k1', name: 'Marina' },
    inbox: 'i1',
    channel: 'email',
    subject: null,
    language: null,
    state: { is: 'open' },
    assignee: null,
    team: null,
    tags: [],
    waitingSince: null,
    version: 1,
    last: { at: '2026-03-01T10:00:00.000Z', text: '', direction: 'in' },
    messageCount: 1,
    mood: 'neutral',
    moodIntensity: 0,
    urgency: 'none',
    failedDeliveries: 0,
    commitmentDue: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    ...part,
  };
}

export function message(part: Partial<MessageView> = {}): MessageView {
  return {
    id: 'm1',
    conversation: 'c1',
    home: null,
    inbox: 'i1',
    direction: 'in',
    author: { kind: 'contact', id: 'k1', name: 'Marina' },
    subject: null,
    text: 'Hello',
    formatted: false,
    recipients: { to: [], copy: [], blindCopy: [] },
    sender: null,
    language: null,
    machineSent: false,
    sentAt: '2026-03-01T10:00:00.000Z',
    createdAt: '2026-03-01T10:00:00.000Z',
    editedAt: null,
    removedAt: null,
    source: false,
    notices: [],
    page: null,
    ownWords: null,
    mentions: [],
    answers: null,
    attachments: [],
    reading: null,
    corrections: [],
    deliveries: [],
    ...part,
  };
}

export function delivery(part: Partial<DeliveryView> = {}): DeliveryView {
  return {
    id: 'd1',
    via: 'email',
    inbox: 'i1',
    recipient: 'marina@example.test',
    step: 0,
    state: 'queued',
    attempts: 0,
    at: { queued: '2026-03-01T10:00:00.000Z', accepted: null, delivered: null, read: null, failed: null },
    due: null,
    problem: null,
    together: [],
    ...part,
  };
}

export function reading(part: Partial<ReadingView> = {}): ReadingView {
  return {
    language: { code: 'en', confidence: 1 },
    ownWords: [],
    mood: 'neutral',
    valence: 0,
    emotions: [],
    intents: [],
    complaint: null,
    urgency: { value: 'none', probability: 1, because: [] },
    risks: [],
    wantsHuman: { value: false, probability: 1, because: [] },
    formality: 'unknown',
    asks: [],
    facts: [],
    problem: null,
    engine: { version: '1', pack: 'x' },
    ...part,
  };
}

export function entry(part: Partial<EntryView> = {}): EntryView {
  return { number: 1, conversation: 'c1', kind: 'conversation-closed', at: '2026-03-01T10:00:00.000Z', actor: { kind: 'agent', id: 'a1' }, data: {}, ...part };
}

export function commitment(part: Partial<CommitmentView> = {}): CommitmentView {
  return {
    id: 'p1',
    conversation: 'c1',
    message: 'm1',
    agent: 'a1',
    at: { start: 0, end: 5 },
    promise: 'I will call',
    due: { by: '2026-03-02T10:00:00.000Z', stated: true },
    renews: null,
    missedAt: null,
    settledBy: null,
    state: { is: 'open' },
    ...part,
  };
}

export function event(number: number, kind: EventKind, views: Views): DeskEvent {
  return { number, kind, at: '2026-03-01T10:00:00.000Z', actor: { kind: 'automation', id: '' }, conversation: null, data: {}, views, gone: {} };
}
