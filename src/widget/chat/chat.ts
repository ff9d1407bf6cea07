// One visitor's chat: what the view asks of it, and what becomes of what the desk says.
import type { VisitorLive, VisitorUpload } from '../../contract/visitor.ts';
import type { Answer } from './desk.ts';
import { keepLink, type Link, type LinkState } from './link.ts';
import { pause } from './pause.ts';
import { receiptsFor } from './receipts.ts';
import { senderFor } from './sender.ts';
import { hold, type ChatIo, type Held } from './state.ts';
import { emptyTimeline, take } from './timeline.ts';
import { typingFor } from './typing.ts';
import { visitorOf, type Visitor } from './visitor.ts';

export type Chat = ReturnType<typeof createChat>;

export function createChat(given: ChatIo) {
  let stopped = false;
  const io: ChatIo = { ...given, onChange: (state) => stopped || given.onChange(state) };
  const held = hold(io);
  const parts = partsOf(io, held);
  const { visitor, sender, receipts, typing, listening } = parts;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Says hello, and picks up a conversation that was begun before. */
  async function start() {
    clearTimeout(timer);
    const [hello, token] = await Promise.all([held.state.hello ? null : io.desk.hello(io.language, io.colour), visitor.known()]);
    if (stopped) return;
    if (hello?.is === 'done') held.change({ hello: hello.value });
    if (hello?.is === 'refused') held.change({ problem: hello.code });
    listening.begin();
    sender.hurry();
    if ((held.state.hello && (token || !io.identity)) || held.state.problem) return;
    failures += 1;
    timer = setTimeout(() => void start(), pause(failures, io.random));
  }

  return {
    ...actionsOf(io, held, parts),
    get state() {
      return held.state;
    },
    start,
    stop() {
      stopped = true;
      clearTimeout(timer);
      [listening, sender, receipts, typing].forEach((part) => part.stop());
    },
    /** The connection may be back: everything that waits is tried now. */
    poke() {
      if (!held.state.hello && !held.state.problem) void start();
      listening.poke();
      sender.hurry();
      void receipts.send();
    },
  };
}

type Parts = ReturnType<typeof partsOf>;

function partsOf(io: ChatIo, held: Held) {
  const visitor = visitorOf(io, held);
  const receipts = receiptsFor(io, visitor);
  const typing = typingFor(io, held, visitor);
  const sender = senderFor(io, held, visitor, { onAccepted: () => listening.begin(), onUnknownVisitor: forget });
  const listening = listeningFor(io, held, visitor, hear, () => {
    sender.hurry();
    void receipts.send();
  });

  function hear(said: VisitorLive) {
    if (said.kind === 'events') takeIn(said);
    if (said.kind === 'agent-typing') typing.show(said.on ? { name: said.name } : null);
    if (said.kind === 'refused') refuse(said.code);
  }

  function takeIn(said: Extract<VisitorLive, { kind: 'events' }>) {
    const messages = said.events.flatMap((event) => ('message' in event ? [event.message] : []));
    const answers = messages.filter((message) => message.author.kind !== 'visitor');
    const arrived = messages.filter((message) => message.author.kind === 'visitor').map((message) => message.id);
    // In one change: a message is shown either as sent or as arrived, and never for a moment as both.
    sender.discard(arrived, { timeline: take(held.state.timeline, said), loading: held.state.loading && !said.complete });
    receipts.add('delivered', answers.filter((message) => message.state === 'accepted').map((message) => message.id));
    if (answers.length) typing.show(null);
  }

  /** A setting of the inbox may be wrong for a while; only a token that is unknown is worth nothing. */
  function refuse(code: string) {
    if (code === 'visitor-unknown') return forget();
    listening.stop();
    held.change({ problem: code });
  }

  /** The desk does not know this visitor any more: what was not sent goes out as a new one. */
  function forget() {
    visitor.forget();
    listening.stop();
    held.change({ timeline: emptyTimeline, loading: false, link: 'none' });
  }

  return { visitor, receipts, typing, sender, listening };
}

function listeningFor(io: ChatIo, held: Held, visitor: Visitor, onLive: (said: VisitorLive) => void, onBack: () => void) {
  let link: Link | null = null;
  const since = () => held.state.timeline.cursor;
  return {
    begin() {
      const { token } = visitor;
      if (link || !token) return;
      held.change({ loading: since() === undefined });
      link = keepLink({
        openSocket: () => io.openSocket(io.desk.liveAddress),
        hello: () => ({ token, ...(since() === undefined ? {} : { since: since() }) }),
        poll: () => io.desk.events(token, since()),
        onLive,
        onState(state: LinkState) {
          if (held.state.link === state) return;
          held.change({ link: state });
          if (state === 'connected') onBack();
        },
        random: io.random,
        now: io.now,
      });
    },
    poke: () => link?.poke(),
    stop() {
      link?.stop();
      link = null;
    },
  };
}

function actionsOf(io: ChatIo, held: Held, { visitor, sender, receipts, typing }: Parts) {
  const away: Answer<never> = { is: 'away', afterSeconds: 0 };
  /** An empty answer: not wanted, and not asked again. */
  function answerEmail(email: string) {
    io.keeping.keepAnsweredEmail(email);
    held.change({ email });
  }
  return {
    answerEmail,
    send(text: string, attachments: readonly VisitorUpload[] = []) {
      typing.say(false);
      sender.add({ id: io.newId(), text, attachments, writtenAt: io.now() });
    },
    sendAgain: sender.again,
    discard: (id: string) => sender.discard([id]),
    keptElsewhere(key: string | null) {
      const id = io.keeping.unsentIn(key);
      if (id) sender.keptElsewhere(id);
    },
    async upload(file: File): Promise<Answer<VisitorUpload>> {
      const token = await visitor.authorised();
      return token ? io.desk.upload(token, file) : away;
    },
    async leaveEmail(email: string): Promise<boolean> {
      const token = await visitor.authorised();
      const kept = token !== null && (await io.desk.details(token, { email })).is === 'done';
      if (kept) answerEmail(email);
      return kept;
    },
    typing: typing.say,
    seen(ids: readonly string[]) {
      const { cursor } = held.state.timeline;
      if (cursor === undefined) return;
      receipts.add('read', ids);
      const events = ids.map((id) => ({ kind: 'receipt' as const, cursor, id, state: 'read' as const }));
      held.change({ timeline: take(held.state.timeline, { events, cursor, fresh: false }) });
    },
  };
}
