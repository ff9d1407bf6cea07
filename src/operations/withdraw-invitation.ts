// Takes an invitation back; its link opens nothing any more.
import { Refusal } from '../domain/refusal.ts';
import { lockInvitation, saveInvitationWithdrawn } from '../store/invitation.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function withdrawInvitation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string): Promise<void> {
  await change(desk, who, async ({ db, workspace, now, record }) => {
    const invitation = await lockInvitation(db, workspace, id);
    if (!invitation) throw new Refusal('not-found');
    if (invitation.accepted_at) throw new Refusal('invitation-used');
    if (invitation.withdrawn_at) return;
    await saveInvitationWithdrawn(db, workspace, id, now);
    record('invitation-withdrawn', { data: { invitation: id } });
  });
}
