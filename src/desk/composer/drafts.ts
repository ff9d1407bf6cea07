// What agents have begun to write, kept on this device with every keystroke, so that neither a closed tab nor a lost
// connection costs a word. A draft is forgotten only when the server has taken it.
import type { AttachmentView } from '../../contract/views.ts';
import { newId } from '../kit/new-id.ts';

export type Draft = {
  /** Goes with the message: the same draft sent twice is one message. */
  readonly id: string;
  readonly kind: 'reply' | 'note';
  readonly text: string;
  /** The conversation's version when the first word was written; null: as it is when the draft is sent. */
  readonly version: number | null;
  /** When the newest message was made that stood there at that moment, by the server's clock. */
  readonly begunAfter: string | null;
  /** As typed, names and commas and all; null: the usual copies. */
  readonly copy: string | null;
  readonly blindCopy: string;
  readonly inbox: string | null;
  readonly sender: string | null;
  readonly attachments: readonly AttachmentView[];
  /** For a letter that begins a conversation: the id it will have, to whom, and about what. */
  readonly begins: { readonly conversation: string; readonly to: string; readonly subject: string };
  readonly changedAt: number;
};

/** Under this name instead of a conversation's id: the letter that begins one. */
export const newConversation = 'new';

export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'attune.draft.';
const keptDays = 30;

export type Drafts = ReturnType<typeof createDrafts>;

function emptyAt(changedAt: number): Draft {
  return {
    id: newId(),
    kind: 'reply',
    text: '',
    version: null,
    begunAfter: null,
    copy: null,
    blindCopy: '',
    inbox: null,
    sender: null,
    attachments: [],
    begins: { conversation: newId(), to: '', subject: '' },
    changedAt,
  };
}

export function createDrafts(keeper: Keeper, now: () => number) {
  const held = new Map<string, Draft>();
  const listeners = new Set<() => void>();

  const emptyDraft = (): Draft => emptyAt(now());

  function read(conversation: string): Draft {
    const known = held.get(conversation);
    if (known) return known;
    const draft = parsed(keeper.getItem(prefix + conversation), emptyDraft());
    held.set(conversation, draft);
    return draft;
  }

  function put(conversation: string, draft: Draft) {
    held.set(conversation, draft);
    try {
      if (isBlank(draft)) keeper.removeItem(prefix + conversation);
      else keeper.setItem(prefix + conversation, JSON.stringify(draft));
    } catch {
      // The device keeps no more; the draft lives on in this page.
    }
    for (const listener of listeners) listener();
  }

  return {
    read,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    change(conversation: string, change: Partial<Draft>) {
      put(conversation, { ...read(conversation), ...change, changedAt: now() });
    },
    /** After the server has taken it; the next draft is another message. */
    clear(conversation: string) {
      put(conversation, { ...emptyDraft(), kind: read(conversation).kind });
    },
    /** A reply that was taken back: its words return, unless new ones stand there already. */
    restore(conversation: string, draft: Partial<Draft>) {
      if (isBlank(read(conversation))) put(conversation, { ...emptyDraft(), ...draft, id: newId(), version: null, changedAt: now() });
    },
    /** Removes what nobody came back to. */
    prune() {
      const oldest = now() - keptDays * 86_400_000;
      const keys = Array.from({ length: keeper.length }, (_, index) => keeper.key(index)).filter((key) => key?.startsWith(prefix) === true);
      for (const key of keys) {
        if (key && parsed(keeper.getItem(key), { ...emptyDraft(), changedAt: 0 }).changedAt < oldest) keeper.removeItem(key);
      }
    },
  };
}

export function isBlank(draft: Draft): boolean {
  return draft.text.trim() === '' && draft.attachments.length === 0;
}

/** What lies on the device may be of an older version or damaged. */
function parsed(kept: string | null, empty: Draft): Draft {
  if (kept === null) return empty;
  try {
    const value: unknown = JSON.parse(kept);
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return empty;
    return { ...empty, ...(value as Partial<Draft>) };
  } catch {
    return empty;
  }
}
