// Branded scalars: a conversation id cannot be passed where a contact id is wanted, nor minutes where seconds are.
declare const brand: unique symbol;

export type Id<Of extends string> = string & { readonly [brand]?: Of };

export type WorkspaceId = Id<'Workspace'>;
export type AgentId = Id<'Agent'>;
export type TeamId = Id<'Team'>;
export type InboxId = Id<'Inbox'>;
export type ContactId = Id<'Contact'>;
export type ConversationId = Id<'Conversation'>;
export type MessageId = Id<'Message'>;
export type DeliveryId = Id<'Delivery'>;
export type CommitmentId = Id<'Commitment'>;
export type AttachmentId = Id<'Attachment'>;
export type RawInputId = Id<'RawInput'>;

/** A moment, as ISO 8601 in UTC with milliseconds: `2026-03-09T10:02:11.000Z`. Sorts as text. */
export type Instant = string & { readonly [brand]?: 'Instant' };

export type Minutes = number & { readonly [brand]?: 'Minutes' };
export type Seconds = number & { readonly [brand]?: 'Seconds' };
