// The first words, before anybody has written: a greeting, how long an answer takes, and who gives it.
import type { HelloReply } from '../../contract/visitor.ts';
import type { ChatState } from '../chat/state.ts';
import { waitInWords } from '../wording/moments.ts';
import type { Speech } from '../wording/wording.ts';
import { element, type Item } from './element.ts';

export function welcomeItem({ timeline, outbox, loading }: ChatState, hello: HelloReply, speech: Speech): readonly Item[] {
  if (loading || timeline.lines.length + outbox.length) return [];
  const { say } = speech;
  const promises = [hello.open ? waitInWords(hello.waitingMinutes, speech) : say('writeAnyway'), hello.answeredBy === 'person' && say('person')];
  return [{
    key: 'welcome', like: '',
    draw: () => element('div', { class: 'welcome' },
      element('p', { class: 'greeting', dir: 'auto' }, hello.welcome ?? say('welcome')),
      ...promises.map((said) => said && element('p', {}, said))),
  }];
}
