// What people call a channel; one that the interface has no word for is called by its own name.
import type { Translate } from '../wording/interface.ts';

export function channelName(t: Translate<'desk'>, channel: string): string {
  return t(`channel.${channel}` as 'channel.email', { defaultValue: channel });
}
