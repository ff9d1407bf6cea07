// A reply that waits for its time, and what becomes of it when it does not go out.
import type { Address } from './content.ts';

/** As it was asked for. */
export type PlannedContent = {
  readonly text: string;
  readonly version: number;
  readonly inbox: string | null;
  readonly sender: string | null;
  readonly copy: readonly Address[] | null;
  readonly blindCopy: readonly Address[];
  readonly then: 'open' | 'waiting' | 'closed';
  /** Promises that it keeps, and one that it asks more time for. */
  readonly promises?: { readonly keeps: readonly string[]; readonly renews: { readonly commitment: string; readonly due: string } | null };
};

/** A letter that begins a conversation, as it was asked for. */
export type PlannedLetter = {
  readonly text: string;
  readonly to: Address;
  readonly copy: readonly Address[];
  readonly blindCopy: readonly Address[];
  readonly subject: string | null;
  readonly sender: string | null;
};

/** A letter to a third party about a conversation, as it was asked for. */
export type PlannedForward = {
  readonly to: readonly Address[];
  readonly copy: readonly Address[];
  readonly blindCopy: readonly Address[];
  readonly subject: string | null;
  readonly text: string;
  readonly quoted: string;
  readonly include: readonly string[];
  readonly answers: string | null;
  readonly about: string | null;
  readonly version: number;
  readonly inbox: string | null;
  readonly sender: string | null;
  readonly then: 'stay' | 'waiting';
};

/** Whether it goes to one of these addresses, given in small letters. */
export function goesTo({ to, copy, blindCopy }: PlannedForward, addresses: ReadonlySet<string>): boolean {
  return [...to, ...copy, ...blindCopy].some(({ address }) => addresses.has(address.toLowerCase()));
}

/** Its words stand before what its author has begun to write since: nothing of either is lost. */
export function textOfReturned(planned: string, begun: string | null): string {
  return begun === null || begun.trim() === '' || begun.trim() === planned.trim() ? planned : `${planned.trimEnd()}\n\n${begun}`;
}

export function writtenAddresses(addresses: readonly Address[] | null): string | null {
  return addresses === null ? null : addresses.map(({ name, address }) => (name ? `"${name.replaceAll('"', '')}" <${address}>` : address)).join(', ');
}
