// Promises that a reply makes become commitments with a due time. The writer's own confirmation counts; without one
// (an API caller, an older screen) every promise found is kept, since a promise lost is worse than one too many.
import type { Promised } from '../language/advice/advice.ts';
import { plainText } from '../domain/formatting/rendered.ts';
import { localNow } from '../domain/time/local-now.ts';
import { endOfWorkingDay } from '../domain/time/working-time.ts';
import type { WorkingHours } from '../domain/time/working-time.ts';
import type { NewCommitment } from '../store/commitment.ts';
import { saveCommitments } from '../store/commitment.ts';
import type { LockedConversation } from '../store/conversation.ts';
import type { WorkspaceTime } from '../store/workspace-time.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Renewal } from './settle-by-reply.ts';
import { findNamed, settleNamed } from './settle-by-reply.ts';

export type Promising = {
  readonly conversation: LockedConversation;
  readonly message: string;
  readonly agent: string;
  readonly text: string;
  readonly time: WorkspaceTime;
  readonly confirmed: readonly { readonly start: number; readonly end: number; readonly due: string | null }[] | undefined;
  /** Promises that were open before: kept by this reply, and the one that it asks more time for. */
  readonly keeps: readonly string[];
  readonly renews: Renewal | null;
};

export async function makeCommitments(desk: Desk, within: Change, promising: Promising): Promise<void> {
  const { conversation, message, agent, text, keeps, renews } = promising;
  const settling = { conversation: conversation.id, message, agent, keeps, renews };
  const open = keeps.length > 0 || renews ? await findNamed(within, settling) : [];
  const renewed = open.find((one) => one.id === renews?.commitment);
  const found = findPromised(desk, within, promising).map((promised) => ({
    id: desk.newId(), conversation: conversation.id, message, agent, start: promised.start, end: promised.end, promise: promiseIn(text, promised),
    due: promised.due, stated: promised.stated,
  }));
  const made: readonly NewCommitment[] = renewed && renews ? withRenewal(found, renews, { id: desk.newId(), conversation: conversation.id, message, agent, start: 0, end: text.length, promise: renewed.promise }) : found;
  within.alongside(saveCommitments(within.db, within.workspace, within.now, made));
  for (const one of made) within.record('commitment-made', { conversation: conversation.id, data: { commitment: one.id, message } });
  await settleNamed(within, open, settling, made.find((one) => one.renews) ?? null);
}

/** One of a pair of marks may stand outside of the sentence. */
function promiseIn(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  return plainText(text.slice(start, end)).replaceAll('**', '').trim();
}

function findPromised(desk: Desk, within: Change, { conversation, text, confirmed, time }: Promising): readonly Promised[] {
  const end = endOfWorkingDay(within.now, time.timeZone, time.workingHours as WorkingHours);
  const found = confirmed === undefined ? desk.language.promises(text, { now: localNow(within.now, time.timeZone), ...(conversation.language === null ? {} : { language: conversation.language }), endOfWorkingDay: end }) : confirmed.map((one) => asPromised(one, text));
  return found.map((promised) => ({ ...promised, due: promised.due === null ? end : new Date(promised.due).toISOString(), stated: promised.due !== null && promised.stated }));
}

/** Of what is promised now, that takes the old one's place which is due when it was said to be, or nearest to that. Where no promise was found in the words, the old words stand with the new time. */
function withRenewal(found: readonly NewCommitment[], { commitment, due }: Renewal, otherwise: Omit<NewCommitment, 'due' | 'stated'>): readonly NewCommitment[] {
  const wanted = Date.parse(due);
  const away = (one: NewCommitment) => (one.due === null ? Number.POSITIVE_INFINITY : Math.abs(Date.parse(one.due) - wanted));
  const nearest = found.toSorted((one, other) => away(one) - away(other))[0];
  if (!nearest) return [{ ...otherwise, due: new Date(due).toISOString(), stated: true, renews: commitment }];
  return found.map((one) => (one === nearest ? { ...one, renews: commitment } : one));
}

function asPromised(one: { readonly start: number; readonly end: number; readonly due: string | null }, text: string): Promised {
  const start = Math.min(one.start, text.length);
  const end = Math.min(Math.max(one.end, start), text.length);
  return { start, end, text: text.slice(start, end), due: one.due, stated: one.due !== null };
}
