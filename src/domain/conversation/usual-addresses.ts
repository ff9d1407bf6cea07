// From which of our addresses an answer goes and who else gets it, unless an agent says otherwise. Asked by the server and by the
// screen that shows it beforehand.
import type { Address } from './content.ts';

/** What is known of a message that was exchanged; notes are none. */
export type Exchanged = {
  readonly direction: 'in' | 'out';
  /** Of ours, the address that spoke. */
  readonly sender: Address | null;
  readonly recipients: { readonly to: readonly Address[]; readonly copy: readonly Address[] };
};

/**
 * The address that the newest message was written from or to: who writes to the Italian address is answered by it. Otherwise the first.
 * @param messages oldest first
 */
export function usualSender<Sender extends { readonly address: string }>(senders: readonly Sender[], messages: readonly Exchanged[]): Sender | null {
  for (const { direction, sender, recipients } of messages.toReversed()) {
    const used = direction === 'out' ? (sender ? [sender] : []) : [...recipients.to, ...recipients.copy];
    const found = used.map(({ address }) => senders.find((one) => same(one.address, address) || same(one.address, withoutTag(address)))).find((one) => one !== undefined);
    if (found) return found;
  }
  return senders[0] ?? null;
}

/** Among so many the others are an audience, and nobody means to answer all of it. */
export const mostCopied = 25;

/**
 * Who was on the last message stays on it, but for ourselves and those who are written to anyway.
 * @param left our own addresses and those of the recipient
 */
export function usualCopies(last: Exchanged['recipients'] | undefined, left: readonly string[]): readonly Address[] {
  if (!last) return [];
  const gone = new Set(left.map((address) => address.toLowerCase()));
  const copies = [...last.to, ...last.copy].filter(({ address }) => {
    const key = address.toLowerCase();
    if (gone.has(key) || gone.has(withoutTag(key))) return false;
    gone.add(key);
    return true;
  });
  return copies.length > mostCopied ? [] : copies;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function withoutTag(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@');
}
