// What people call a channel; one that the interface has no word for is called by its own name.
import type { TFunction } from 'i18next';

export function channelName(t: TFunction<'desk'>, channel: string): string {
  return t(`channel.${channel}` as 'channel.email', { defaultValue: channel });
}
