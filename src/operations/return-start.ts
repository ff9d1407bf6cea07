// A planned first letter that is not to go out is its author's draft again, with its files, copies and sender; nothing of it is lost.
import type { DraftContent } from '../contract/draft.ts';
import { draftContent } from '../contract/draft.ts';
import { textOfReturned, writtenAddresses } from '../domain/conversation/planned.ts';
import { Refusal } from '../domain/refusal.ts';
import { listAttachments } from '../store/attachment.ts';
import { lockDraft, saveDraft } from '../store/draft.ts';
import { saveNotification } from '../store/notification.ts';
import type { StartRow } from '../store/planned-start.ts';
import { lockPlannedStart, saveStartTime, takePlannedStart, takeStartsTo } from '../store/planned-start.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { checkSendAt } from './plan-reply.ts';
import type { WhyReturned } from './return-plan.ts';

type Who = { readonly workspace: string; readonly actor: Actor };

/** By hand: somebody does not want it to go out. */
export async function returnStart(desk: Desk, who: Who, letter: string): Promise<void> {
  await change(desk, who, async (within) => {
    const taken = await takePlannedStart(within.db, within.workspace, letter);
    if (!taken) throw new Refusal('not-found');
    await giveLetterBack(desk, within, taken, 'taken-back');
  });
}

/** They wrote first: what was to be their first letter answers nothing of it. */
export async function returnStartsTo(desk: Desk, within: Change, people: readonly { readonly channel: string; readonly externalId: string }[]): Promise<void> {
  for (const letter of await takeStartsTo(within.db, within.workspace, people)) await giveLetterBack(desk, within, letter, 'customer-wrote');
}

export async function changeStart(desk: Desk, who: Who, letter: string, sendAt: string): Promise<void> {
  checkSendAt(sendAt, desk.now());
  await change(desk, who, async (within) => {
    const found = await lockPlannedStart(within.db, within.workspace, letter);
    if (!found) throw new Refusal('not-found');
    if (found.send_at.toISOString() === new Date(sendAt).toISOString()) return;
    await saveStartTime(within.db, within.workspace, letter, sendAt);
    within.record('letter-changed', { data: { letter, sendAt } });
  });
}

/** `why`: its author is told, unless they did it themselves. */
export async function giveLetterBack(desk: Desk, within: Change, letter: StartRow, why: WhyReturned, code?: string): Promise<void> {
  const place = { agent: letter.agent, conversation: null, kind: 'new' } as const;
  const { content: planned } = letter;
  const begun = draftContent.safeParse((await lockDraft(within.db, within.workspace, place))?.content).data ?? null;
  const files = (await listAttachments(within.db, within.workspace, letter.attachments)).filter((file) => file.message === null);
  const own = files.map((file) => ({ id: file.id, name: file.name, mediaType: file.media_type, bytes: file.bytes, contentId: file.content_id }));
  const attachments = [...own, ...(begun?.attachments ?? []).filter((one) => !own.some((other) => other.id === one.id))];
  const content: DraftContent = {
    id: desk.newId(), text: textOfReturned(planned.text, begun?.text ?? null), version: null, begunAfter: null, copy: writtenAddresses(planned.copy), blindCopy: writtenAddresses(planned.blindCopy) ?? '',
    inbox: letter.inbox, sender: planned.sender, attachments, begins: { conversation: desk.newId(), to: writtenAddresses([planned.to]) ?? '', subject: planned.subject ?? '' },
  };
  await saveDraft(within.db, within.workspace, within.now, place, { content, attachments: attachments.map((one) => one.id), device: 'desk' });
  within.record('letter-returned', { data: { letter: letter.id, because: why } });
  if (why === 'taken-back' && within.actor.id === letter.agent) return;
  const notification = desk.newId();
  const to = planned.to.name ?? planned.to.address;
  await saveNotification(within.db, within.workspace, { id: notification, agent: letter.agent, kind: 'plan-returned', conversation: null, message: null, data: { because: why, to, ...(code === undefined ? {} : { code }) }, at: within.now });
  within.record('notification-added', { onlyAgent: letter.agent, data: { notification } });
}
