// What the desk asks of a channel after a change: to tell the vendor that a press was taken, and what somebody is called. Neither holds up
// anything: a customer's button turns for a moment longer, a name comes a moment later.
import type { ChannelIo } from '../channels/channel.ts';
import type { JobQueue } from '../jobs/open.ts';
import type { Payload } from '../jobs/tasks.ts';
import { automation, change } from '../operations/change.ts';
import type { Desk } from '../operations/desk.ts';
import type { InboxAccount } from '../operations/inbox-account.ts';
import { getAccount } from '../operations/inbox-account.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import { saveFoundName } from '../store/identity.ts';
import { storable } from '../store/receive.ts';
import { channelIo } from './channel-io.ts';

/** From now on, until the queue is closed. */
export async function askChannels({ desk, jobs }: { readonly desk: Desk; readonly jobs: JobQueue }): Promise<void> {
  await jobs.work('answer-press', (payload) => withAccount(desk, payload, async ({ channel, config }, io) => {
    await channel.answerPress?.(payload.press, config, io);
  }));
  await jobs.work('find-name', (payload) => withAccount(desk, payload, async ({ channel, config }, io) => {
    const name = await channel.nameOf?.(payload.externalId, config, io);
    if (name) await keepName(desk, payload, channel.name, storable(name).slice(0, 200));
  }));
}

async function withAccount(desk: Desk, { workspace, inbox }: { readonly workspace: string; readonly inbox: string }, ask: (account: InboxAccount, io: ChannelIo) => Promise<void>): Promise<void> {
  const account = await getAccount(desk, desk.db, workspace, inbox);
  await ask(account, channelIo(desk, account, AbortSignal.timeout(30_000)));
}

/** A name that a person gave stays. */
async function keepName(desk: Desk, { workspace, externalId }: Payload<'find-name'>, channel: string, name: string): Promise<void> {
  await change(desk, { workspace, actor: automation }, async (within) => {
    const contact = await saveFoundName(within.db, workspace, { channel, externalId }, name);
    if (contact !== null) within.record('contact-changed', { data: { contact, conversations: await listContactConversationIds(within.db, workspace, contact) } });
  });
}
