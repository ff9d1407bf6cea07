// Letters to third parties that somebody has begun, kept on this device until the server has taken them. Apart from the drafts of
// answers: what is meant for a supplier must never turn up where one writes to the customer.
import type { AttachmentView } from '../../contract/views.ts';
import { newId } from '../kit/new-id.ts';

export type ForwardDraft = {
  /** Goes with the letter: the same draft sent twice is one letter. */
  readonly id: string;
  /** As typed. */
  readonly to: string;
  readonly copy: string;
  readonly subject: string;
  readonly text: string;
  readonly quoted: string;
  /** Files of the conversation. */
  readonly include: readonly string[];
  readonly attachments: readonly AttachmentView[];
  readonly inbox: string | null;
  readonly waits: boolean;
  readonly version: number;
  readonly begunAfter: string;
  readonly changedAt: number;
};

const prefix = 'attune.forward.';
const keptDays = 30;

/** `place`: of a conversation, and of what is answered or passed on alone. */
export function placeOf(agent: string, wish: { readonly conversation: string; readonly message?: string; readonly answers?: string }): string {
  return `${prefix}${agent}.${wish.conversation}.${wish.answers ?? wish.message ?? ''}`;
}

export function readForward(place: string): ForwardDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as ForwardDraft | null;
    const fresh = kept !== null && typeof kept.text === 'string' && typeof kept.to === 'string' && Date.now() - kept.changedAt < keptDays * 86_400_000;
    return fresh ? kept : null;
  } catch {
    return null;
  }
}

export function keepForward(place: string, draft: ForwardDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(draft));
  } catch {
    // The device keeps no more; the letter lives on in this page.
  }
}

/** A letter that was taken back is one to be written again, under an id of its own. */
export function giveBack(place: string, draft: ForwardDraft, attachments: readonly AttachmentView[]): void {
  keepForward(place, { ...draft, id: newId(), include: [], attachments, changedAt: Date.now() });
}
