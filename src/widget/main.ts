// Starts the chat on a page: `<script src="https://desk.example/widget.js" data-inbox="…" defer></script>`.
// How a page uses it: src/channels/web-chat/README.md.
import type { SignedIdentity } from '../contract/visitor.ts';
import { createChat, type Chat } from './chat/chat.ts';
import { deskAt } from './chat/desk.ts';
import { browserStorage, keepingFor } from './chat/keeping.ts';
import style from './view/widget.css?inline';
import { widgetOf, type Choices, type Widget } from './view/widget.ts';
import { chooseLanguage } from './wording/wording.ts';

declare global {
  interface Window {
    attune?: {
      /** Who is signed in, where the page says so before the script runs. */
      readonly identity?: SignedIdentity;
      readonly open?: () => void;
      readonly close?: () => void;
      /** Who is signed in on the page, signed by its server; null when they sign out. */
      readonly identify?: (identity: SignedIdentity | null) => void;
      /** Removes from this browser what was kept of the visitor's chat. */
      readonly forget?: () => void;
    };
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const inbox = script?.dataset['inbox'];

// A page that loads it twice has one chat.
if (script && inbox && !window.attune?.open) start(script, inbox);

function start({ src, dataset }: HTMLScriptElement, inbox: string) {
  const desk = deskAt(new URL(src).origin, inbox);
  const choices: Choices = { languages: [dataset['language'], document.documentElement.lang, ...navigator.languages], theme: dataset['theme'] };
  const root = place();
  let chat: Chat;
  let widget: Widget | null;
  let keeping: ReturnType<typeof keepingFor>;

  function begin(identity: SignedIdentity | null) {
    chat?.stop();
    widget?.node.remove();
    widget = null;
    keeping = keepingFor(browserStorage(), inbox, identity ? `signed.${identity.id}` : 'visitor');
    chat = createChat({
      desk, keeping, identity, newId, random: Math.random,
      language: chooseLanguage(choices.languages),
      colour: dataset['colour']?.slice(1) ?? '',
      page: () => ({ url: location.href.slice(0, 2000), title: document.title.slice(0, 500) }),
      openSocket: (address) => new WebSocket(address),
      now: () => Date.now(),
      onChange(state) {
        if (!widget && state.hello) root.append((widget = widgetOf(chat, state.hello, desk.fileAddress, choices)).node);
        widget?.draw(state);
      },
    });
    void chat.start();
  }

  const poke = () => document.visibilityState === 'visible' && chat.poke();
  addEventListener('online', poke);
  document.addEventListener('visibilitychange', poke);
  addEventListener('storage', (event) => chat.keptElsewhere(event.key));

  begin(window.attune?.identity ?? null);
  window.attune = {
    open: () => widget?.open(),
    close: () => widget?.close(),
    identify: begin,
    forget() {
      keeping.forget();
      begin(null);
    },
  };
  document.dispatchEvent(new Event('attune-ready'));
}

/** A shadow keeps the page's styles out and ours in; sheets made this way need no exception in the page's content policy. */
function place(): ShadowRoot {
  const host = document.createElement('attune-chat');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  // Loaded in the head without `defer`, there is no body yet.
  (document.body ?? document.documentElement).append(host);
  return root;
}

/** `crypto.randomUUID` exists on secure pages only, and a desk on a local network may have none. */
function newId(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
