// Connects an account of a channel.
import { randomBytes } from 'node:crypto';
import { saveInbox, saveInboxChange, saveInboxTeams } from '../store/inbox.ts';
import { storable } from '../store/receive.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getChannel } from './inbox-account.ts';
import type { Settings } from './inbox-settings.ts';
import { prepareSettings, refuseUnknownTeams } from './inbox-settings.ts';

export type NewInbox = Settings & { readonly channel: string; readonly name: string; readonly teams: readonly string[]; readonly undoSeconds: number };

/** @returns the inbox's id */
export async function createInbox(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: NewInbox): Promise<string> {
  const channel = getChannel(desk, wanted.channel);
  const id = desk.newId();
  const { open, sealed, senders } = prepareSettings(desk, channel, id, wanted, {});
  await change(desk, who, async (within) => {
    await refuseUnknownTeams(within, wanted.teams);
    await saveInbox(within.db, within.workspace, {
      id, channel: channel.name, name: storable(wanted.name), token: randomBytes(24).toString('base64url'), config: open, secrets: sealed, senders, undo_seconds: wanted.undoSeconds, at: within.now,
    });
    // A channel that does not fetch has no connection that could be missing.
    if (!channel.listen) await saveInboxChange(within.db, within.workspace, id, { health: { is: 'connected' }, health_at: within.now });
    await saveInboxTeams(within.db, within.workspace, id, wanted.teams);
    within.record('inbox-created', { data: { inbox: id } });
    // Whoever listens to inboxes looks at once instead of at its next round.
    within.wakeWorker('inboxes');
  });
  return id;
}
