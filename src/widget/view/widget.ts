// The button, and the panel that it opens.
import type { HelloReply } from '../../contract/visitor.ts';
import type { Chat } from '../chat/chat.ts';
import type { ChatState } from '../chat/state.ts';
import { unread } from '../chat/timeline.ts';
import { base, chooseLanguage, speechIn } from '../wording/wording.ts';
import { element, icon, icons } from './element.ts';
import { panelOf } from './panel.ts';
import type { Surroundings } from './surroundings.ts';

export type Choices = { readonly languages: readonly (string | undefined)[]; readonly theme: string | undefined };

export type Widget = ReturnType<typeof widgetOf>;

export function widgetOf(chat: Chat, hello: HelloReply, fileAddress: Surroundings['fileAddress'], { languages, theme }: Choices) {
  const chosen = chooseLanguage(languages, hello.languages);
  const language = navigator.languages.find((code) => base(code) === chosen) ?? chosen;
  const speech = speechIn(language);
  const { say } = speech;
  const panel = panelOf({ chat, hello, speech, fileAddress }, onClose);
  const count = element('span', { class: 'count', hidden: true, 'aria-hidden': 'true' });
  const news = element('p', { class: 'unseen', role: 'status' });
  const launcher = element('button', { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', click: open }, icon(icons.chat), element('span', { dir: 'auto' }, hello.teamName), count);
  const node = element('div', { class: 'widget', 'data-theme': theme, lang: language }, launcher, news, panel.node);
  // Set one by one: a page's content policy may forbid the style attribute, but not this.
  for (const [name, value] of Object.entries(hello.colours)) node.style.setProperty(`--${name}`, value);

  function open() {
    launcher.hidden = true;
    panel.open();
  }

  function onClose() {
    launcher.hidden = false;
    launcher.focus();
  }

  return {
    node,
    open,
    close: () => panel.node.close(),
    draw(state: ChatState) {
      panel.draw(state);
      const waiting = unread(state.timeline).length;
      const said = waiting ? say('newMessages', { count: waiting }) : '';
      count.hidden = !waiting;
      count.textContent = String(waiting);
      if (news.textContent !== said) news.textContent = said;
      launcher.ariaLabel = `${say('chat')}: ${hello.teamName} ${said}`.trim();
    },
  };
}
