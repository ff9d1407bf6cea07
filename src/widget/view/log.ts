// The conversation itself. It follows what is new unless the reader has gone up to read, and knows what was seen.
import type { Chat } from '../chat/chat.ts';
import type { ChatState } from '../chat/state.ts';
import { unread } from '../chat/timeline.ts';
import { emailItem } from './email-card.ts';
import { arrange, element, type Item } from './element.ts';
import { linesOf, type LinesOf } from './lines.ts';
import { watchSeen } from './seen.ts';
import { welcomeItem } from './welcome.ts';
import type { Surroundings } from './surroundings.ts';

/** So close to the end, the reader is taken to be following. */
const following = 80;

export function logOf({ chat, hello, speech, fileAddress }: Surroundings) {
  const { say } = speech;
  const how: LinesOf = { speech, team: hello.teamName, mostLength: hello.maxLength, fileAddress, onAgain: chat.sendAgain, onDiscard: chat.discard };
  const list = element('div', { role: 'log' });
  const after = element('div');
  const typing = element('div', { role: 'status' });
  const box = element('div', { class: 'log', tabindex: 0, role: 'region', 'aria-label': say('chat') }, list, typing, after);
  const toEnd = element('button', { type: 'button', class: 'to-end', hidden: true, click: end });
  const seen = watchSeen(box, chat.seen);
  let sentBefore = 0;

  function end() {
    box.scrollTop = box.scrollHeight;
  }

  function isAtEnd(): boolean {
    return box.scrollHeight - box.scrollTop - box.clientHeight < following;
  }

  function draw(state: ChatState) {
    const follows = isAtEnd();
    const sent = state.outbox.length + state.timeline.lines.length;
    list.ariaBusy = String(state.loading);
    arrange(list, linesOf(state, how, new Date()));
    arrange(typing, state.typing ? [typingItem(say('typing', { name: state.typing.name ?? hello.teamName }))] : []);
    arrange(after, [...welcomeItem(state, hello, speech), ...personItem(chat, state, say('askPerson')), ...(hello.askEmail ? emailItem(chat, state, say) : [])]);
    const waiting = unread(state.timeline).map((message) => message.id);
    seen(waiting);
    if (follows || (sent > sentBefore && state.outbox.some((item) => item.state !== 'sent'))) end();
    sentBefore = sent;
    offerEnd(waiting.length);
  }

  function offerEnd(count: number) {
    toEnd.hidden = count === 0 || isAtEnd();
    toEnd.textContent = say('newMessages', { count });
  }

  box.addEventListener('scroll', () => isAtEnd() && offerEnd(0));
  // A phone's keyboard takes half of the window.
  new ResizeObserver(() => toEnd.hidden && end()).observe(box);
  return { node: element('div', { class: 'log-frame' }, box, toEnd), draw, end };
}

function typingItem(said: string): Item {
  return { key: 'typing', like: said, draw: () => element('p', { class: 'typing' }, element('span', { class: 'dots' }, element('i'), element('i'), element('i')), said) };
}

/** One tap to a person, as long as a machine had the last word. */
function personItem(chat: Chat, { timeline, outbox }: ChatState, said: string): readonly Item[] {
  const last = timeline.lines.findLast((line) => line.is === 'message');
  if (last?.message.author.kind !== 'automation' || outbox.length) return [];
  return [{ key: 'person', like: '', draw: () => element('button', { type: 'button', class: 'person', click: () => chat.send(said) }, said) }];
}
