// How fast a bot may write: bursts are let through, and on average one message a second in a chat and thirty a second in all.
// The vendor publishes the averages and not the size of a burst; twenty is what its minute limit for groups allows.
import { tooMany } from './refusal.ts';

const perChat = { burst: 20, every: 1_000 };
const overall = { burst: 30, every: 1_000 / 30 };

type Bucket = { left: number; at: number };

/** @param pace how much faster the windows pass in which the vendor counts */
export function openLimits(pace: number, now: () => number = () => performance.now()): (chat: number) => void {
  const chats = new Map<number, Bucket>();
  const all: Bucket = { left: overall.burst, at: now() };
  const take = (bucket: Bucket, { burst, every }: typeof perChat): void => {
    const refill = (now() - bucket.at) / Math.max(every * pace, 0.001);
    bucket.left = Math.min(burst, bucket.left + refill);
    bucket.at = now();
    if (bucket.left < 1) throw tooMany(Math.max(1, Math.ceil(((1 - bucket.left) * every) / 1_000)));
    bucket.left -= 1;
  };
  return (chat) => {
    const bucket = chats.get(chat) ?? { left: perChat.burst, at: now() };
    chats.set(chat, bucket);
    take(all, overall);
    take(bucket, perChat);
  };
}
