// Takes drafts to the server and from there to the agent's other devices. What lies on this device stays the net for crashes and lost
// connections; the last writer wins, and is told when words of another device were replaced by it.
import type { DraftContent, DraftView, SavedDraftReply } from '../../contract/draft.ts';
import { Refused } from '../live/request.ts';
import { isBlank, newConversation, type Draft, type DraftKind, type Drafts } from './drafts.ts';

export type Written = { readonly kind?: DraftKind; readonly content: DraftContent | null; readonly device: string; readonly seen: number | null };

export type Outside = {
  readonly device: string;
  readonly now: () => number;
  list(place: string): Promise<{ readonly drafts: readonly DraftView[] }>;
  save(place: string, body: Written): Promise<SavedDraftReply>;
  /** As the page closes. */
  part(place: string, body: Written): void;
  later(milliseconds: number, then: () => void): () => void;
  /** @param isWritten whether there still is something that they could stand in the place of */
  replaced(takeOther: () => void, isWritten: () => boolean): void;
};

export const pathOf = (place: string): string => (place === newConversation ? '/drafts' : `/conversations/${place}/drafts`);

/** Words go out when the hand rests, or after this long of writing without a rest. */
const restMs = 1_200;
const longestMs = 5_000;
const againMs = 15_000;

type Slot = { readonly place: string; readonly kind: DraftKind; since: number; stop(): void };

export class DraftSync {
  readonly #drafts: Drafts;
  /** Its name for the server. */
  readonly device: string;
  readonly #outside: Outside;
  readonly #waiting = new Map<string, Slot>();
  readonly #underway = new Set<string>();
  /** What the server had last, for places whose draft is empty now. */
  readonly #seen = new Map<string, number>();
  #on = false;

  constructor(drafts: Drafts, outside: Outside) {
    this.#drafts = drafts;
    this.#outside = outside;
    this.device = outside.device;
    drafts.subscribe((change) => {
      if (this.#on && change?.here) this.#wait(change.place, change.kind, restMs);
    });
  }

  /** For one agent, from now on. What this device kept from before is sent. */
  start(agent: string): void {
    this.#drafts.belongTo(agent);
    this.#on = true;
    this.#seen.clear();
    for (const { place, kind } of this.#drafts.places()) {
      const draft = this.#drafts.peek(place, kind);
      if (draft.keptAt !== draft.changedAt) this.#wait(place, kind, restMs);
    }
  }

  stop(): void {
    this.#on = false;
    for (const one of this.#waiting.values()) one.stop();
    this.#waiting.clear();
  }

  /** While somebody looks at a place, it is asked for what other devices wrote; when they leave, what is written goes out. */
  attend(place: string): () => void {
    void this.#pull(place);
    const look = () => {
      if (document.visibilityState === 'visible') void this.#pull(place);
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
      for (const kind of ['reply', 'note'] as const) if (this.#waiting.has(slotOf(place, kind))) void this.#push(place, kind);
    };
  }

  /** Something was put there by the server itself. */
  look(place: string): void {
    void this.#pull(place);
  }

  /** The page closes or is put away: what waits goes out now. */
  flush(): void {
    for (const [name, { place, kind, stop }] of this.#waiting) {
      stop();
      this.#waiting.delete(name);
      this.#outside.part(place, this.#written(place, kind));
    }
  }

  #written(place: string, kind: DraftKind): Written {
    const draft = this.#drafts.peek(place, kind);
    const seen = draft.known ?? this.#seen.get(slotOf(place, kind)) ?? null;
    return { ...(place === newConversation ? {} : { kind }), content: isBlank(draft) ? null : contentOf(draft, place), device: this.#outside.device, seen };
  }

  #wait(place: string, kind: DraftKind, milliseconds: number): void {
    const name = slotOf(place, kind);
    const before = this.#waiting.get(name);
    before?.stop();
    const since = before?.since ?? this.#outside.now();
    const rest = Math.max(Math.min(milliseconds, since + Math.max(longestMs, milliseconds) - this.#outside.now()), 0);
    this.#waiting.set(name, { place, kind, since, stop: this.#outside.later(rest, () => void this.#push(place, kind)) });
  }

  async #push(place: string, kind: DraftKind): Promise<void> {
    const name = slotOf(place, kind);
    this.#waiting.get(name)?.stop();
    this.#waiting.delete(name);
    if (this.#underway.has(name)) return this.#wait(place, kind, restMs);
    this.#underway.add(name);
    const { changedAt } = this.#drafts.peek(place, kind);
    const body = this.#written(place, kind);
    try {
      this.#settle(place, kind, { body, changedAt, reply: await this.#outside.save(place, body) });
    } catch (error) {
      // The words are safe on this device. The server gets them when it can be reached; a place that is merged or gone it will refuse
      // for ever, so it is asked again only when more is written there.
      if (this.#on && !isFinal(error)) this.#wait(place, kind, againMs);
    } finally {
      this.#underway.delete(name);
    }
  }

  #settle(place: string, kind: DraftKind, { body, changedAt, reply: { draft, replaced } }: { readonly body: Written; readonly changedAt: number; readonly reply: SavedDraftReply }): void {
    const name = slotOf(place, kind);
    if (draft) this.#seen.set(name, draft.version);
    else this.#seen.delete(name);
    if (body.content === null && draft) this.#take(place, kind, draft);
    else this.#drafts.kept(place, kind, changedAt, draft?.version ?? null);
    // The agent may want the other device's words after all: they are a change made here then.
    if (replaced) this.#outside.replaced(() => this.#drafts.change(place, { kind, ...draftOf(replaced.content) }), () => !isBlank(this.#drafts.peek(place, kind)));
  }

  /** From the server, as it is there. What changes here at this moment is not overwritten by an older answer. */
  #take(place: string, kind: DraftKind, view: DraftView): void {
    if (this.#waiting.has(slotOf(place, kind))) return;
    this.#seen.set(slotOf(place, kind), view.version);
    this.#drafts.adopt(place, kind, { ...draftOf(view.content), known: view.version });
  }

  async #pull(place: string): Promise<void> {
    if (!this.#on) return;
    const reply = await this.#outside.list(place).catch(() => null);
    if (reply === null || !this.#on) return;
    for (const kind of place === newConversation ? (['reply'] as const) : (['reply', 'note'] as const)) {
      this.#meet(place, kind, reply.drafts.find((one) => one.kind === (place === newConversation ? 'new' : kind)));
    }
  }

  #meet(place: string, kind: DraftKind, view: DraftView | undefined): void {
    const name = slotOf(place, kind);
    if (this.#waiting.has(name) || this.#underway.has(name)) return;
    const local = this.#drafts.peek(place, kind);
    const isKept = isBlank(local) || local.keptAt === local.changedAt;
    if (!isKept) this.#wait(place, kind, 0);
    else if (view !== undefined) {
      if (isBlank(local) || view.version !== local.known) this.#take(place, kind, view);
    } else if (!isBlank(local)) {
      // Kept there before and gone now: it was sent or emptied elsewhere.
      if (local.known === null) this.#wait(place, kind, 0);
      else this.#drafts.adopt(place, kind, null);
    }
  }
}

/** Asking again brings the same answer, unlike after a lost connection, a lost sign-in, too many requests or a server in trouble. */
function isFinal(error: unknown): boolean {
  return error instanceof Refused && error.status >= 400 && error.status < 500 && ![401, 408, 425, 429].includes(error.status);
}

const slotOf = (place: string, kind: DraftKind): string => `${place} ${kind}`;

function contentOf({ id, text, version, begunAfter, copy, blindCopy, inbox, sender, attachments, begins, promises }: Draft, place: string): DraftContent {
  return { id, text, version, begunAfter, copy, blindCopy, inbox, sender, attachments: [...attachments], begins: place === newConversation ? begins : null, ...(promises ? { promises } : {}) };
}

function draftOf({ begins, ...content }: DraftContent): Partial<Draft> {
  return begins ? { ...content, begins } : content;
}
