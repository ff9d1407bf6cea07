// Sends what waits in the outbox: one at a time, in order, again and again until the desk has answered.
import * as outboxes from './outbox.ts';
import { pause } from './pause.ts';
import type { ChatIo, ChatState, Held } from './state.ts';
import type { Visitor } from './visitor.ts';

export type SenderEvents = { readonly onAccepted: () => void; readonly onUnknownVisitor: () => void };

export type Sender = ReturnType<typeof senderFor>;

export function senderFor(io: ChatIo, held: Held, visitor: Visitor, events: SenderEvents) {
  const attempt = attemptsFor(io, held, visitor, events);
  const change = (outbox: outboxes.Outbox) => held.change({ outbox });
  let busy = false;
  let failures = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    let afterSeconds: number | null = null;
    while (afterSeconds === null) {
      const item = stopped ? null : outboxes.next(held.state.outbox);
      if (!item) break;
      afterSeconds = await attempt(item);
    }
    busy = false;
    if (afterSeconds === null) failures = 0;
    else if (!stopped && !held.state.problem) later(afterSeconds);
  }

  function later(afterSeconds: number) {
    failures += 1;
    // Whatever the other connection says: nothing gets through from here.
    held.change({ link: 'lost' });
    timer = setTimeout(() => void run(), pause(failures, io.random, afterSeconds));
  }

  const sender = {
    add(item: Omit<outboxes.Waiting, 'state'>) {
      io.keeping.keepUnsent({ ...item, state: 'waiting' });
      change(outboxes.add(held.state.outbox, item));
      sender.hurry();
    },
    again(id: string) {
      change(outboxes.again(held.state.outbox, id));
      sender.hurry();
    },
    discard(ids: readonly string[], together: Partial<ChatState> = {}) {
      ids.forEach(io.keeping.dropUnsent);
      held.change({ ...together, outbox: outboxes.discard(held.state.outbox, ids) });
    },
    /** Another tab of the same visitor added or finished something; sending it twice is one message. */
    keptElsewhere(id: string) {
      const kept = outboxes.restored(io.keeping.outbox()).find((item) => item.id === id);
      change(kept ? outboxes.add(held.state.outbox, kept) : outboxes.discard(held.state.outbox, [id]));
      sender.hurry();
    },
    /** Whatever waits is tried now. */
    hurry() {
      failures = 0;
      void run();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
  return sender;
}

/** Sends one message once; answers null when it is settled, else how many seconds the desk wants to be left alone. */
function attemptsFor(io: ChatIo, held: Held, visitor: Visitor, events: SenderEvents) {
  let strangers = 0;
  const step = (how: (outbox: outboxes.Outbox, id: string) => outboxes.Outbox, id: string) => held.change({ outbox: how(held.state.outbox, id) });

  return async ({ id, text, attachments, writtenAt }: outboxes.Waiting): Promise<number | null> => {
    const token = await visitor.authorised();
    if (!token) return 0;
    visitor.keep();
    step(outboxes.sending, id);
    const answer = await io.desk.message(token, {
      id, text, attachments: attachments.map((upload) => upload.id), page: io.page(), language: io.language,
      heldSeconds: Math.max(0, Math.round((io.now() - writtenAt) / 1000)),
    });
    if (answer.is === 'away') {
      step(outboxes.unanswered, id);
      return answer.afterSeconds;
    }
    if (answer.is === 'done') {
      strangers = 0;
      io.keeping.dropUnsent(id);
      step(outboxes.accepted, id);
      if (held.state.link === 'lost') held.change({ link: 'connecting' });
      events.onAccepted();
    } else if (answer.status === 401 && strangers === 0) {
      // Once, a new visitor is made for it; if that one is unknown too, something else is wrong and the visitor is told.
      strangers = 1;
      step(outboxes.unanswered, id);
      events.onUnknownVisitor();
    } else {
      held.change({ outbox: outboxes.refused(held.state.outbox, id, answer.code) });
    }
    return null;
  };
}
