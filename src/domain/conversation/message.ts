// Messages and conversations, as the desk decides about them.
import type { LanguageCode } from '../../language/text/span.ts';
import type { AgentId, ContactId, ConversationId, Id, InboxId, Instant, MessageId, TeamId } from '../identifier.ts';
import type { Address, Content } from './content.ts';

/** Of a third party, who is no contact, `id` is the address that they wrote from. */
export type Author = { readonly kind: 'contact' | 'agent' | 'automation' | 'third party'; readonly id: string };

/** `in` and `out` are the customer's conversation with us. What goes to a third party and comes back from there is none of theirs. */
export const directions = ['in', 'out', 'note', 'to third party', 'from third party'] as const;
export type Direction = (typeof directions)[number];

export type Message = {
  readonly id: MessageId;
  readonly conversation: ConversationId;
  /** null: a note. */
  readonly inbox: InboxId | null;
  readonly author: Author;
  readonly direction: Direction;
  readonly language: LanguageCode | null;
  readonly content: Content;
  /** When it was written, as its sender's system says; never later than when it was taken in. */
  readonly at: Instant;
  readonly recipients: Recipients;
  /** Sent by a machine (an automatic reply, a list, a bounce): never answered automatically. */
  readonly machineSent: boolean;
};

export type Recipients = { readonly to: readonly Address[]; readonly copy: readonly Address[]; readonly blindCopy: readonly Address[] };

export type ClosedBecause = 'solved' | 'spam' | 'no answer';

export type State =
  | { readonly is: 'open' }
  | { readonly is: 'waiting'; readonly for: 'customer' | 'third party' }
  | { readonly is: 'snoozed'; readonly until: Instant }
  | { readonly is: 'closed'; readonly at: Instant; readonly because: ClosedBecause };

export type Conversation = {
  readonly id: ConversationId;
  readonly contact: ContactId;
  readonly inbox: InboxId;
  readonly state: State;
  readonly assignee: AgentId | null;
  readonly team: TeamId | null;
  /** Since when the customer has been waiting for a person's answer; null when nobody owes one. */
  readonly waitingSince: Instant | null;
  /** +1 per change; a reply names the version it was written against. */
  readonly version: number;
};

export type Tag = Id<'Tag'>;
