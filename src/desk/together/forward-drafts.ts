// Letters to third parties that somebody has begun: kept on this device with every keystroke, and on the server as the hand rests. Apart
// from the drafts of answers: what is meant for a supplier must never turn up where one writes to the customer.
import type { ForwardDraftContent, ForwardDraftView } from '../../contract/forward-draft.ts';
import type { AttachmentView } from '../../contract/views.ts';
import { draftSync } from '../composer/use-draft.ts';
import { newId } from '../kit/new-id.ts';
import { tell } from '../kit/notices.ts';
import { inTurn } from '../live/in-turn.ts';
import { parting, Refused } from '../live/request.ts';
import { spoken } from '../wording/interface.ts';
import { draftsPath, together } from './together-api.ts';
import { lettersChanged } from './letters.ts';
import type { ForwardWish } from './wishes.ts';

export type ForwardDraft = ForwardDraftContent & {
  readonly changedAt: number;
  /** The server's version that this one comes from, and the change that was kept there last; null: none. */
  readonly known: number | null;
  readonly keptAt: number | null;
};

/** One for each conversation, and for what is answered or passed on alone. */
export type Place = { readonly agent: string; readonly conversation: string; readonly about: string | null };

const prefix = 'attune.forward.';
const keptDays = 30;
/** Words go out when the hand rests. */
const restMs = 1_200;
const againMs = 15_000;

export function placeOf(agent: string, wish: ForwardWish): Place {
  return { agent, conversation: wish.conversation, about: wish.answers ?? wish.message ?? null };
}

const keyOf = ({ agent, conversation, about }: Place): string => `${prefix}${agent}.${conversation}.${about ?? ''}`;

export function readForward(place: Place): ForwardDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null') as Partial<ForwardDraft> | null;
    const fresh = kept !== null && typeof kept.text === 'string' && typeof kept.to === 'string' && Date.now() - (kept.changedAt ?? 0) < keptDays * 86_400_000;
    return fresh ? ({ blindCopy: '', answers: null, sender: null, known: null, keptAt: null, ...kept } as ForwardDraft) : null;
  } catch {
    return null;
  }
}

function write(place: Place, draft: ForwardDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(place));
    else localStorage.setItem(keyOf(place), JSON.stringify(draft));
  } catch {
    // The device keeps no more; the letter lives on in this page.
  }
}

const waiting = new Map<string, { readonly place: Place; readonly timer: ReturnType<typeof setTimeout> }>();

export function keepForward(place: Place, draft: ForwardDraft): void {
  write(place, draft);
  wait(place, restMs);
}

/** The server has taken the letter, or nobody wants it any more. `there`: the server has no draft of it left by itself. */
export function forgetForward(place: Place, { there }: { readonly there: boolean }): void {
  const { known = null } = readForward(place) ?? {};
  stop(place);
  write(place, null);
  if (!there) void inPlace(place, () => together.keepDraft(place, { content: null, device: draftSync.device, seen: known })).then(() => lettersChanged(place.conversation), () => undefined);
  else lettersChanged(place.conversation);
}

/** A letter that was taken back is one to be written again, under an id of its own. */
export function giveBack(place: Place, draft: ForwardDraft, attachments: readonly AttachmentView[]): void {
  keepForward(place, { ...draft, id: newId(), include: [], attachments: [...attachments], changedAt: Date.now(), known: null, keptAt: null });
  void push(place);
}

function wait(place: Place, milliseconds: number): void {
  stop(place);
  waiting.set(keyOf(place), { place, timer: setTimeout(() => void push(place), milliseconds) });
}

function stop(place: Place): void {
  clearTimeout(waiting.get(keyOf(place))?.timer);
  waiting.delete(keyOf(place));
}

export function contentOf({ changedAt: _changed, known: _known, keptAt: _kept, ...content }: ForwardDraft): ForwardDraftContent {
  return content;
}

/** One after the other: words that were on their way when their letter went, or was thrown away, do not make a draft of it again. */
export const inPlace = <Reply>(place: Place, call: () => Promise<Reply>): Promise<Reply> => inTurn(keyOf(place), call);

/** Now, where something waits for it. */
export function push(place: Place): Promise<void> {
  stop(place);
  return inPlace(place, () => save(place));
}

async function save(place: Place): Promise<void> {
  const draft = readForward(place);
  if (draft === null || draft.keptAt === draft.changedAt) return;
  try {
    const { draft: kept, replaced } = await together.keepDraft(place, { content: contentOf(draft), device: draftSync.device, seen: draft.known });
    const now = readForward(place);
    if (now) write(place, { ...now, known: kept?.version ?? null, keptAt: draft.changedAt });
    if (replaced) tell({ text: spoken('desk')('composer.otherDevice'), until: Date.now() + 30_000, undo: () => takeOther(place, replaced), stands: () => readForward(place) !== null });
    lettersChanged(place.conversation);
  } catch (error) {
    // The words are safe on this device; what the server refuses it will refuse again.
    if (!(error instanceof Refused && error.status >= 400 && error.status < 500 && ![401, 408, 425, 429].includes(error.status))) wait(place, againMs);
  }
}

const taken = new Set<(place: Place) => void>();

/** Told where something else stands in a draft than its window knows. */
export function onTaken(listener: (place: Place) => void): () => void {
  taken.add(listener);
  return () => void taken.delete(listener);
}

function takeOther(place: Place, { content, version }: ForwardDraftView): void {
  keepForward(place, { ...content, changedAt: Date.now(), known: version, keptAt: null });
  for (const listener of taken) listener(place);
}

/** What another device has written, where nothing here is newer. */
export async function pull(place: Place): Promise<void> {
  const before = readForward(place);
  const { drafts } = await together.drafts(place.conversation);
  const there = drafts.find((one) => one.about === place.about);
  const here = readForward(place);
  const unsaved = here !== null && here.keptAt !== here.changedAt;
  if (unsaved) return push(place);
  // Written or kept while the server was asked: its answer is older than that.
  if (here?.changedAt !== before?.changedAt || here?.known !== before?.known) return undefined;
  if ((here?.known ?? null) === (there?.version ?? null)) return undefined;
  const changedAt = Date.now();
  if (there) write(place, { ...there.content, changedAt, known: there.version, keptAt: changedAt });
  // It was sent or thrown away on another device.
  else if (here?.known !== null) write(place, null);
  for (const listener of taken) listener(place);
  return undefined;
}

/** The page closes: what waits goes out now. */
export function flushForwards(): void {
  for (const { place } of waiting.values()) {
    const draft = readForward(place);
    stop(place);
    if (draft) parting('PUT', draftsPath(place.conversation), { about: place.about, content: contentOf(draft), device: draftSync.device, seen: draft.known });
  }
}
