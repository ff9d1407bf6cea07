// What a channel adapter implements, and all that the rest of the desk knows about a channel.
// receive() is a pure conversion and decides nothing; send() and listen() are the only I/O.
// How to write one: docs/adding-a-channel.md. Every adapter must pass the conformance suite in conformance.ts.
import type { Readable } from 'node:stream';
import type { Address } from '../domain/conversation/content.ts';
import type { Recipients } from '../domain/conversation/message.ts';
import type { Instant, Minutes } from '../domain/identifier.ts';
import type { Form } from './form.ts';

export interface Channel<Config = unknown> {
  /** The channel's name in code and in the database, for example `email`. */
  readonly name: string;
  readonly can: Capabilities;
  /**
   * Reads an inbox's settings as an administrator typed them.
   * Throws {@link InvalidConfig}, which names every mistake, when an inbox is saved.
   */
  readConfig(input: unknown): Config;
  /** What an administrator is asked for; absent: the settings page has a form of its own for this channel. */
  readonly form?: Form;
  /** Names of the settings that are secrets: they are encrypted at rest and never leave the server again. */
  readonly secrets: readonly string[];
  /** Secrets that the server makes by itself when an inbox is created; `random` gives so many random bytes as text. */
  newSecrets?(random: (bytes: number) => string): Readonly<Record<string, string>>;
  /** Whether a request from outside (a webhook, a visitor) really comes from where it says. Polled input is always authentic. */
  authentic(request: RawRequest, config: Config): boolean;
  /** Turns one raw input into what happened. Pure; throws {@link UnreadableInput} when nothing can be made of it. */
  receive(request: RawRequest, config: Config): readonly Incoming[] | Promise<readonly Incoming[]>;
  /** Hands one message to the vendor. Never throws for what the vendor answers: it says so in {@link Sent}. */
  send(message: Outgoing, config: Config, io: ChannelIo): Promise<Sent>;
  /** Whether this can be an address on the channel at all; absent: anything can. */
  canReach?(address: string): boolean;
  /** The external id that `send` will give a message, where the channel makes it itself: a receipt or an answer may come before the outcome of the send is stored. */
  externalIdOf?(message: { readonly id: string; readonly key: string; readonly to: string }, config: Config): string;
  /** Whether the vendor calls us: such an inbox has an address for it, `/hooks/<inbox token>`; absent: there is none. */
  readonly takesWebhooks?: true;
  /** What a vendor must read to believe that its webhook was taken; absent: any 2xx will do. */
  readonly acknowledgement?: string;
  /** What two webhooks share that tell of the same thing, where the vendor repeats itself: stored once. Absent: each is stored, and recognised later. */
  keyOf?(request: Pick<RawRequest, 'body' | 'headers'>): string | null;
  /** Headers of a webhook that `receive` needs; no other is stored, since secrets travel in them. */
  readonly keptHeaders?: readonly string[];
  /**
   * A vendor's question whether an address is ours, which is answered and not stored: what it must read; null: it is no such question,
   * or not one for this inbox. Asked before `authentic`, so it must prove for itself that the asker knows the settings, or tell nothing secret.
   */
  handshake?(hello: Handshake, config: Config): string | null;
  /** The link by which a customer opens a chat with this inbox that carries `payload` (at most 64 letters, digits, `-`, `_`); absent: there are none. */
  link?(payload: string, config: Config): string;
  /** The bytes of media that a message named by {@link RemoteMedia}: fetched after the message is stored, so that none waits for its pictures. */
  fetchMedia?(media: RemoteMedia, config: Config, io: ChannelIo): Promise<Fetched>;
  /** Tells the vendor that a press was taken, by the press's external id; for vendors whose customers see a button turn until then. */
  answerPress?(press: string, config: Config, io: ChannelIo): Promise<unknown>;
  /** What somebody is called, for vendors that tell ids and no names; null: they have none. Throws where it could not be asked. */
  nameOf?(externalId: string, config: Config, io: ChannelIo): Promise<string | null>;
  /** What sending this would take: parts and price, shown before it goes. For channels that cost by the message. */
  estimate?(text: string, config: Config): Estimate;
  /** For channels that fetch (IMAP, long polling). Runs until the returned function is called; reconnects by itself. */
  listen?(config: Config, io: ListenIo): Promise<Stop>;
  /** Whether an inbox with these settings has a way to send; absent: always. */
  sends?(config: Config): boolean;
  /** Sends the desk's own mail (an invitation, a new password) to somebody who works here; for channels that can carry it. */
  notify?(notice: OutgoingNotice, config: Config, io: ChannelIo): Promise<Sent>;
  /** Tries the settings for real (signs in, both ways) and says in plain words what failed. Used by the inbox's test button. */
  check?(config: Config, io: ChannelIo): Promise<CheckResult>;
}

export type Stop = () => Promise<void>;

export type CheckResult = { readonly ok: true } | { readonly ok: false; readonly problems: readonly Problem[] };
/** `code` is in the error catalogue (docs/errors.md); `detail` is what the other side said, never a secret. */
export type Problem = { readonly code: string; readonly detail: string };

export type Capabilities = {
  readonly formats: readonly ('text' | 'html' | 'markdown')[];
  readonly attachments: { readonly maxBytes: number; readonly types: readonly string[] } | false;
  readonly receipts: readonly ('delivered' | 'read')[];
  readonly maxLength: number | null;
  /** For example only within 24 hours of the customer's last message. */
  readonly replyWindow: Minutes | null;
  /** Anybody can be written to by their address. */
  readonly startsConversations: boolean;
  /** Whoever is known here (has written, or begun the chat) can be written to, also in a conversation that began elsewhere. */
  readonly reachesKnown?: true;
  /** Its customers leave, and what they have not been shown or have not seen goes on by a way on which they can be written to at any time (operations/continue-elsewhere.ts). */
  readonly customersLeave?: true;
  /** So many buttons under a message that tell us when they are pressed; absent: none. */
  readonly buttons?: number;
  /** Messages that the vendor has approved beforehand, and that may go where `replyWindow` has closed. */
  readonly templates?: true;
  /** So many messages a second for an inbox, by the vendor's rules; absent: no known limit. */
  readonly perSecond?: number;
  /** Copies to further people. */
  readonly copies: boolean;
  /**
   * Whether a repeated send with the same idempotency key reaches the customer once only (the vendor drops the second,
   * or the customer's program recognises it). Where false, a send whose answer was lost is shown as "may have been sent".
   */
  readonly idempotent: boolean;
};

/** One input exactly as it came, before anything was understood. `headers` have lower-case names. */
export type RawRequest = {
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
  /** Unique within the inbox where the channel knows one (IMAP: `uidvalidity:uid`): the same input twice is stored once. */
  readonly key: string | null;
};

/** A request that may be a vendor's question instead of an input: a `GET`, or a `POST` that is not signed yet. */
export type Handshake = { readonly method: 'GET' | 'POST'; readonly query: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** What the vendor holds for us. `remote` is all that `fetchMedia` needs to find it; null `bytes`: the vendor did not say. */
export type RemoteMedia = { readonly remote: string; readonly bytes: number | null };

export type Fetched =
  | { readonly ok: true; readonly content: AsyncIterable<Uint8Array>; /** Where the vendor tells it only now. */ readonly name?: string; readonly mediaType?: string }
  | { readonly ok: false; readonly retry: 'later' | 'never'; readonly code: string; readonly reason: string; readonly retryAfterSeconds?: number };

export type Estimate = { readonly parts: number; /** Letters of these parts that are left. */ readonly left: number; /** ISO 4217 and an amount with a point; null: no price was set. */ readonly price: { readonly amount: string; readonly currency: string } | null };

export type Incoming =
  | IncomingMessage
  | { readonly kind: 'receipt'; readonly externalId: string; readonly state: 'delivered' | 'read' | 'bounced'; readonly at: Instant; readonly detail?: string; /** Why it bounced, in the error catalogue. */ readonly code?: string; /** Whom it did not reach, where that is known: perhaps only somebody who was copied in. */ readonly recipients?: readonly string[] }
  /** Everything that went to this recipient until then was read: vendors that tell only how far somebody has read. */
  | { readonly kind: 'read-until'; readonly to: string; /** The last message that was read. */ readonly externalId: string; readonly at: Instant }
  /** A button under one of our messages was pressed. `button` is its id, `message` ours by its external id; `externalId` is the press's own. */
  | { readonly kind: 'press'; readonly externalId: string; readonly from: Sender; readonly message: string | null; readonly button: string; readonly at: Instant }
  /** The customer opened the chat by a link of ours that carried `payload`, or without one. */
  | { readonly kind: 'begun'; readonly externalId: string; readonly from: Sender; readonly payload: string | null; readonly at: Instant }
  /** The customer has blocked us on this channel, or lets us write again. */
  | { readonly kind: 'reachable'; readonly externalId: string; readonly from: Sender; readonly reachable: boolean; readonly at: Instant }
  | { readonly kind: 'edit' | 'removal'; readonly externalId: string; readonly content: IncomingContent | null; readonly at: Instant }
  | { readonly kind: 'typing'; readonly from: Sender }
  /** The customer gave another way to be reached (a visitor left an e-mail address). */
  | { readonly kind: 'contact-details'; readonly from: Sender; readonly address: { readonly channel: string; readonly externalId: string } | null; readonly name: string | null; readonly at: Instant }
  /** Understood, and deliberately not a message: our own notification coming back, a folder's internal item. Counted, never silent. */
  | { readonly kind: 'passed-over'; readonly because: 'own-notification' | 'own-message' | 'empty' | 'not-for-people'; readonly externalId: string };

export type IncomingMessage = {
  readonly kind: 'message';
  /** The vendor's id, or one made from the content where the sender gave none; unique within the inbox for one message. */
  readonly externalId: string;
  /** A hash of what a reader would see: tells the same message twice from two messages that share an id. */
  readonly fingerprint: string;
  readonly thread: ThreadHint;
  readonly from: Sender;
  readonly recipients: Recipients;
  readonly sentAt: Instant;
  readonly content: IncomingContent;
  /** An automatic reply, a mailing list, a bounce without a known message: shown, never answered automatically. */
  readonly machineSent: boolean;
  /** Where an answer goes when the sender asks for another place than `from` (e-mail's Reply-To). */
  readonly answerTo?: Address;
  /** What the reader should know about how this was taken in (too large, cut): codes of the error catalogue. */
  readonly notices?: readonly string[];
  /** Where the sender was when they wrote, on channels that know it: a page of a web site, http or https only. */
  readonly page?: { readonly url: string; readonly title: string };
};

/** Who wrote. `externalId` is the identity on this channel (lower-case address, visitor id, chat id). */
export type Sender = {
  readonly externalId: string;
  readonly name: string | null;
  /** Proven by the channel (DKIM/DMARC aligned, signed identity, vendor's own accounts); false: claimed only. */
  readonly verified: boolean;
  readonly language?: string;
  /** Further identities of the same person that the channel itself proves, for example a phone number or signed e-mail address. */
  readonly also?: readonly { readonly channel: string; readonly externalId: string }[];
};

/** What the transport knows about where this belongs. The domain decides. */
export type ThreadHint = {
  /** External ids this message says it answers, nearest last. */
  readonly references: readonly string[];
  /** Our own proof of the conversation (plus-address token, signed Message-ID, chat id): trusted when present. */
  readonly key: string | null;
  readonly subject: string | null;
  /** Conversation number written in the subject, for example 1042 in `Re: Invoice [#1042]`. */
  readonly number: number | null;
  /** Everybody on the message, lower-case addresses: a reference is believed only among the same people. */
  readonly participants: readonly string[];
};

export type IncomingContent = {
  readonly subject: string | null;
  readonly text: string;
  /** Cleaned by the adapter (see channels/clean-html.ts); null where the channel has plain text only. */
  readonly html: string | null;
  readonly attachments: readonly IncomingAttachment[];
};

export type IncomingAttachment = {
  readonly name: string;
  readonly mediaType: string;
  readonly contentId: string | null;
  /** The bytes, the hash of bytes that are in the blob store already (an upload made before the message), or where the vendor keeps them. */
  readonly content: Uint8Array | { readonly hash: string; readonly bytes: number } | RemoteMedia;
};

/** `id` is the same when a send is tried again. `headers` go out as they are. */
export type OutgoingNotice = {
  readonly id: string; readonly to: string; readonly subject: string; readonly text: string; readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type Outgoing = {
  readonly message: {
    readonly id: string;
    readonly subject: string | null;
    readonly text: string;
    readonly html: string | null;
    /** What is passed on with it: stands below the signature. */
    readonly quoted?: string;
    readonly attachments: readonly OutgoingAttachment[];
    readonly sentAt: Instant;
    /** Written by a machine: marked so, and sent so that no machine answers it. */
    readonly machineSent: boolean;
    /** Only where the channel has buttons. */
    readonly buttons?: readonly { readonly id: string; readonly label: string }[];
    /** One of the vendor's approved messages, instead of `text`; `text` is what it says when it is filled in. */
    readonly template?: { readonly name: string; readonly language: string; readonly values: readonly string[] };
  };
  /** Where it goes: an address or id on this channel. */
  readonly to: string;
  readonly recipients: Recipients;
  /** Which of the inbox's sender addresses speaks; null for the inbox's first. */
  readonly from: Address | null;
  readonly conversation: { readonly id: string; readonly number: number; readonly key: string };
  /** External ids of the messages this one answers, nearest last. */
  readonly inReplyTo: readonly string[];
  /** The same for every attempt of one delivery. */
  readonly idempotencyKey: string;
};

export type OutgoingAttachment = { readonly name: string; readonly mediaType: string; readonly bytes: number; readonly contentId: string | null; readonly hash: string };

export type Sent =
  | { readonly ok: true; readonly externalId: string; readonly detail?: string; /** Ids of its parts, where each gets receipts of its own: it is delivered when all of them are. */ readonly parts?: readonly string[]; /** Who was copied in and was refused, in the vendor's words. The recipient was not. */ readonly copiesMissed?: string }
  /** unknown: it may have been sent. `reason` is for people; `code` is in the error catalogue. */
  | {
      readonly ok: false; readonly retry: 'later' | 'never' | 'unknown'; readonly code: string; readonly reason: string; readonly retryAfterSeconds?: number;
      /** The inbox is to blame and not this message (sign-in refused, nobody there): said on the inbox until a send succeeds. */
      readonly ofInbox?: true;
    };

export interface ChannelIo {
  now(): Instant;
  /** The bytes of an attachment, streamed. */
  openBlob(hash: string): Promise<Readable>;
  /** Words for the log: never message text, addresses or secrets. */
  log(level: 'info' | 'warn' | 'error', what: string, values?: Readonly<Record<string, string | number>>): void;
  /** Public address of this desk, without a trailing slash. */
  readonly publicAddress: string;
  /** Where the vendor's webhooks for this inbox go; null or absent: the channel takes none, or the inbox is not saved yet. */
  readonly hookAddress?: string | null;
  /** Replaces one secret setting (by its path) that the other side has rotated, such as an OAuth2 refresh token. */
  keepSecret?(path: string, value: string): Promise<void>;
  readonly signal: AbortSignal;
}

export interface ListenIo extends ChannelIo {
  /** Where listening had got to; null on the first run. */
  readonly cursor: unknown;
  /** Stores inputs and the new cursor durably in one transaction; only after it resolves may anything be acknowledged. */
  deliver(inputs: readonly RawRequest[], cursor: unknown): Promise<void>;
  /** Which of these keys are stored already: reconciliation asks before it fetches. Keys are forgotten after `rememberedDays`. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
  readonly rememberedDays: number;
  /** Said whenever it changes: shown on the inbox in plain words. */
  health(state: { readonly is: 'connected' } | { readonly is: 'failing'; readonly problem: Problem }): void;
  /** After a reconciliation: what the other side holds against what was taken in. */
  reconciled(counts: Reconciliation): void;
}

export type Reconciliation = { readonly at: Instant; readonly found: number; readonly takenIn: number; readonly fetchedNow: number };

/** Settings that cannot be used; `problems` maps a setting's path to a catalogue code. */
export class InvalidConfig extends Error {
  readonly problems: Readonly<Record<string, string>>;
  constructor(problems: Readonly<Record<string, string>>) {
    super(`settings cannot be used: ${Object.keys(problems).join(', ')}`);
    this.name = 'InvalidConfig';
    this.problems = problems;
  }
}

/** An input of which nothing can be made. Its raw source is kept and can be tried again. */
export class UnreadableInput extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'UnreadableInput';
    this.code = code;
  }
}
