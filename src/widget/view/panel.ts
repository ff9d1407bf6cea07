// The open chat: who is there, the conversation, the field. On a phone it covers everything and is a modal dialog.
import type { ChatState } from '../chat/state.ts';
import { hoursInWords } from '../wording/moments.ts';
import { composerOf } from './composer.ts';
import { element, iconButton } from './element.ts';
import { logOf } from './log.ts';
import type { Surroundings } from './surroundings.ts';

export function panelOf(surroundings: Surroundings, onClose: () => void) {
  const { hello, speech } = surroundings;
  const { say } = speech;
  const phone = matchMedia('(max-width: 480px), (max-height: 420px)');
  const log = logOf(surroundings);
  const composer = composerOf(surroundings);
  const hours = element('p', { class: hello.open ? 'hours here' : 'hours' });
  const offline = element('p', { class: 'offline', role: 'status', hidden: true }, say('offline'));
  const refused = element('p', { class: 'refused', role: 'alert', hidden: true });
  const node = element('dialog', { class: 'panel', 'aria-label': hello.teamName, close: onClose, keydown: onKey },
    element('div', { class: 'head' }, element('div', {}, element('h2', { dir: 'auto' }, hello.teamName), hours), iconButton('close', say('close'), () => node.close())),
    log.node, offline, composer.node, refused);

  /** A modal dialog does this by itself. */
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.isComposing) node.close();
  }

  return {
    node,
    open() {
      hours.textContent = hoursInWords(hello, speech, new Date());
      if (phone.matches) node.showModal();
      else node.show();
      log.end();
      composer.look();
      // On a phone the keyboard would cover the conversation before it was read.
      if (!phone.matches) composer.focus();
    },
    draw(state: ChatState) {
      log.draw(state);
      refused.hidden = !state.problem;
      offline.hidden = state.link !== 'lost' || !refused.hidden;
      // The code is for whoever looks after the page.
      refused.textContent = state.problem && `${say('cannotChat')} (${state.problem})`;
      log.node.hidden = composer.node.hidden = !refused.hidden;
    },
  };
}
