// Promises that a reply makes become commitments with a due time. The writer's own confirmation counts; without one
// (an API caller, an older screen) every promise found is kept, since a promise lost is worse than one too many.
import type { Promised } from '../language/advice/advice.ts';
import { localNow } from '../domain/time/local-now.ts';
import { endOfWorkingDay } from '../domain/time/working-time.ts';
import type { WorkingHours } from '../domain/time/working-time.ts';
import { saveCommitments } from '../store/commitment.ts';
import type { LockedConversation } from '../store/conversation.ts';
import type { WorkspaceTime } from '../store/workspace-time.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';

export type Promising = {
  readonly conversation: LockedConversation;
  readonly message: string;
  readonly agent: string;
  readonly text: string;
  readonly time: WorkspaceTime;
  readonly confirmed: readonly { readonly start: number; readonly end: number; readonly due: string | null }[] | undefined;
};

export function keepCommitments(desk: Desk, within: Change, { conversation, message, agent, text, confirmed, time }: Promising): void {
  const end = endOfWorkingDay(within.now, time.timeZone, time.workingHours as WorkingHours);
  const found = confirmed === undefined ? desk.language.promises(text, { now: localNow(within.now, time.timeZone), ...(conversation.language === null ? {} : { language: conversation.language }), endOfWorkingDay: end }) : confirmed.map((one) => asPromised(one, text));
  const made = found.map((promised) => ({
    id: desk.newId(), conversation: conversation.id, message, agent, start: promised.start, end: promised.end, promise: text.slice(promised.start, promised.end),
    due: promised.due === null ? end : new Date(promised.due).toISOString(), stated: promised.due !== null && promised.stated,
  }));
  within.alongside(saveCommitments(within.db, within.workspace, within.now, made));
  for (const one of made) within.record('commitment-made', { conversation: conversation.id, data: { commitment: one.id, message } });
}

function asPromised(one: { readonly start: number; readonly end: number; readonly due: string | null }, text: string): Promised {
  const start = Math.min(one.start, text.length);
  const end = Math.min(Math.max(one.end, start), text.length);
  return { start, end, text: text.slice(start, end), due: one.due, stated: one.due !== null };
}
