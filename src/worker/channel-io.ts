// What a channel may use of the outside world, for one inbox.
import type { ChannelIo } from '../channels/channel.ts';
import { keepSecret } from '../operations/keep-secret.ts';
import type { Desk } from '../operations/desk.ts';
import type { InboxAccount } from '../operations/inbox-account.ts';
import { hookAddressOf } from '../operations/inbox-account.ts';

export function channelIo(desk: Desk, account: InboxAccount, signal: AbortSignal): ChannelIo {
  const { row, channel } = account;
  return {
    now: desk.now,
    openBlob: (hash) => desk.blobs.open(hash),
    log: (level, what, values = {}) => desk.log[level]({ channel: channel.name, inbox: row.id, ...values }, what),
    publicAddress: desk.publicAddress,
    hookAddress: hookAddressOf(desk, row, channel),
    keepSecret: (path, value) => keepSecret(desk, row.workspace, row.id, path, value),
    signal,
  };
}
