// What agents have begun to write, kept on this device with every keystroke, so that neither a closed tab nor a lost
// connection costs a word. A draft is forgotten only when the server has taken it. An answer and a note in the same
// conversation are two drafts. draft-sync.ts takes them to the agent's other devices.
import type { DraftContent } from '../../contract/draft.ts';
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
  /** Promises that this answer keeps, and one that it asks more time for. */
  readonly promises?: DraftContent['promises'];
  /** Advice that does not apply to this draft. It stays on this device and is gone with the draft. */
  readonly notHere?: readonly string[];
  /** The question before a hard answer was asked. */
  readonly asked?: boolean;
  readonly changedAt: number;
  /** The server's version that this one comes from, and the change that was kept there last; null: none. */
  readonly known: number | null;
  readonly keptAt: number | null;
};

export type DraftKind = Draft['kind'];
/** By whose hand a draft changed: what came from the server is not sent back to it. */
export type Change = { readonly place: string; readonly kind: DraftKind; readonly here: boolean };

/** Under this name instead of a conversation's id: the letter that begins one. */
export const newConversation = 'new';

export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'attune.draft.';
const noteEnd = '.note';
const keptDays = 30;

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
    known: null,
    keptAt: null,
  };
}

export class Drafts {
  readonly #keeper: Keeper;
  readonly #now: () => number;
  readonly #held = new Map<string, Draft>();
  readonly #chosen = new Map<string, DraftKind>();
  readonly #listeners = new Set<(change: Change | null) => void>();
  #owner = '';

  constructor(keeper: Keeper, now: () => number) {
    this.#keeper = keeper;
    this.#now = now;
  }

  readonly subscribe = (listener: (change: Change | null) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** What stands in the composer of a place. */
  read(place: string): Draft {
    return this.peek(place, this.#kindOf(place));
  }

  peek(place: string, kind: DraftKind): Draft {
    const slot = slotOf(place, kind);
    const known = this.#held.get(slot);
    if (known) return known;
    const draft = { ...parsed(this.#keeper.getItem(this.#keyOf(slot)), emptyAt(this.#now())), kind };
    this.#held.set(slot, draft);
    return draft;
  }

  /** Whoever signs in next on this device begins with their own. */
  belongTo(agent: string): void {
    if (agent === this.#owner) return;
    this.#owner = agent;
    this.#held.clear();
    this.#chosen.clear();
    this.#tell(null);
  }

  change(place: string, { kind = this.#kindOf(place), ...change }: Partial<Draft>): void {
    this.#chosen.set(place, kind);
    if (Object.keys(change).length === 0) this.#tell({ place, kind, here: false });
    else this.#put(place, { ...this.peek(place, kind), ...change, kind, changedAt: this.#now() });
  }

  /** After the server has taken it; the next draft is another message. */
  clear(place: string, kind: DraftKind = this.#kindOf(place)): void {
    this.#chosen.set(place, kind);
    this.#put(place, { ...emptyAt(this.#now()), kind });
  }

  /** A reply that was taken back: its words return, unless new ones stand there already. */
  restore(place: string, draft: Partial<Draft>): void {
    if (!isBlank(this.peek(place, 'reply'))) return;
    this.#chosen.set(place, 'reply');
    const changedAt = this.#now();
    this.#put(place, { ...emptyAt(changedAt), ...draft, kind: 'reply', id: newId(), version: null, changedAt, known: null, keptAt: null });
  }

  /** What the server has of it now; null: nothing. */
  adopt(place: string, kind: DraftKind, draft: Partial<Draft> | null): void {
    const changedAt = this.#now();
    const { id, notHere, asked } = this.peek(place, kind);
    const own = draft?.id === id ? { ...(notHere ? { notHere } : {}), ...(asked ? { asked } : {}) } : {};
    this.#put(place, { ...emptyAt(changedAt), ...own, ...draft, kind, changedAt, keptAt: changedAt }, false);
  }

  /** The server has kept what was written up to a moment. */
  kept(place: string, kind: DraftKind, keptAt: number, known: number | null): void {
    const draft = this.peek(place, kind);
    if (!isBlank(draft)) this.#put(place, { ...draft, known, keptAt }, false);
  }

  /** Everything of this agent that lies on this device. */
  places(): { readonly place: string; readonly kind: DraftKind }[] {
    const own = this.#keyOf('');
    return keysOf(this.#keeper)
      .filter((key) => key.startsWith(own))
      .map((key) => {
        const slot = key.slice(own.length);
        return slot.endsWith(noteEnd) ? { place: slot.slice(0, -noteEnd.length), kind: 'note' } : { place: slot, kind: 'reply' };
      });
  }

  /** Removes what nobody came back to. */
  prune(): void {
    const oldest = this.#now() - keptDays * 86_400_000;
    for (const key of keysOf(this.#keeper)) if (parsed(this.#keeper.getItem(key), emptyAt(0)).changedAt < oldest) this.#keeper.removeItem(key);
  }

  /** Which of the two stands in the composer: what was chosen, or else the one that has words. */
  #kindOf(place: string): DraftKind {
    return this.#chosen.get(place) ?? (isBlank(this.peek(place, 'reply')) && !isBlank(this.peek(place, 'note')) ? 'note' : 'reply');
  }

  #keyOf(slot: string): string {
    return `${prefix}${this.#owner === '' ? '' : `${this.#owner}.`}${slot}`;
  }

  #put(place: string, draft: Draft, here = true): void {
    const slot = slotOf(place, draft.kind);
    this.#held.set(slot, draft);
    try {
      if (isBlank(draft)) this.#keeper.removeItem(this.#keyOf(slot));
      else this.#keeper.setItem(this.#keyOf(slot), JSON.stringify(draft));
    } catch {
      // The device keeps no more; the draft lives on in this page.
    }
    this.#tell({ place, kind: draft.kind, here });
  }

  #tell(change: Change | null): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const slotOf = (place: string, kind: DraftKind): string => (kind === 'note' ? `${place}${noteEnd}` : place);

function keysOf(keeper: Keeper): string[] {
  return Array.from({ length: keeper.length }, (_, index) => keeper.key(index)).filter((key): key is string => key?.startsWith(prefix) === true);
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
