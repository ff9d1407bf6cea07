// Offers to go on by e-mail, once, after the first message has arrived.
import type { Chat } from '../chat/chat.ts';
import type { ChatState } from '../chat/state.ts';
import type { Speech } from '../wording/wording.ts';
import { element, type Item } from './element.ts';

export function emailItem(chat: Chat, { email, timeline }: ChatState, say: Speech['say']): readonly Item[] {
  const written = timeline.lines.some((line) => line.is === 'message' && line.message.author.kind === 'visitor');
  if (email === '' || !written) return [];
  if (email === null) return [{ key: 'email', like: '', draw: () => card(chat, say) }];
  return [{ key: 'email', like: email, draw: () => element('p', { class: 'email-kept', role: 'status' }, say('emailKept', { email })) }];
}

function card(chat: Chat, say: Speech['say']): HTMLElement {
  const problem = element('p', { class: 'problem', role: 'alert' });
  const field = element('input', { type: 'email', required: true, autocomplete: 'email', placeholder: say('emailLabel'), 'aria-label': say('emailLabel') });

  async function save(event: Event) {
    event.preventDefault();
    problem.textContent = '';
    if (await chat.leaveEmail(field.value)) return;
    problem.textContent = say('emailWrong');
    field.focus();
  }

  return element('form', { class: 'email', submit: (event) => void save(event) },
    element('p', {}, say('emailTitle')),
    element('div', { class: 'field' }, field, element('button', { class: 'strong' }, say('emailSave'))),
    problem,
    element('button', { type: 'button', class: 'plain', click: () => chat.answerEmail('') }, say('emailNotNow')));
}
