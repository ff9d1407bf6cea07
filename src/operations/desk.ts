// What every operation is given: the database, the clock, the blob store, the channels and the language engine.
// Put together once in main.ts (and in tests, with a clock of their own); nothing here is a module-level handle.
import type { Kysely, Transaction } from 'kysely';
import type { Channel } from '../channels/channel.ts';
import type { Instant, WorkspaceId } from '../domain/identifier.ts';
import type { WritingLibrary } from '../domain/template/library.ts';
import type { Reading } from '../language/reading/reading.ts';
import type { Promised } from '../language/advice/advice.ts';
import type { Jobs } from '../jobs/open.ts';
import type { Blobs } from '../store/blobs.ts';
import type { EventRow } from '../store/event.ts';
import type { Schema } from '../store/schema.ts';
import type { Log } from '../store/connection.ts';

export type Desk = {
  readonly db: Kysely<Schema>;
  readonly now: () => Instant;
  /** A new UUID, version 7. */
  readonly newId: () => string;
  /** 32 bytes; see config.ts, ATTUNE_KEY. */
  readonly key: Buffer;
  readonly publicAddress: string;
  readonly uploadBytes: number;
  /** All files together that one visitor may send in a day. */
  readonly visitorBytes: number;
  /** Whether outgoing webhooks may go to addresses inside private networks, and unencrypted. */
  readonly privateWebhooks: boolean;
  readonly blobs: Blobs;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly language: LanguageEngine;
  /** How people are addressed, and the templates that a new workspace begins with. */
  readonly writing: WritingLibrary;
  /** Work for later, added in the transaction that wants it. */
  readonly jobs: Jobs;
  /** Called after a commit: something new can be read in this workspace. Never awaited, may be lost; readers also look by themselves. */
  readonly announce: (what: Announcement) => void;
  readonly log: Log;
  /** Comes first in each change's transaction, and ends it where it throws. */
  readonly beforeChange?: (db: Transaction<Schema>) => Promise<void>;
  /** Written down with each change of one request, in its transaction (server/repeatable.ts). */
  readonly alongChange?: (db: Transaction<Schema>) => Promise<void>;
  /** Called at each numbered step of the two flows (docs/architecture.md). Does nothing, but for the fault test, which kills the process there. */
  readonly passing: (step: FlowStep) => void;
};

export type FlowStep = `${'in' | 'out'}-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`;

/**
 * What is new: `events` for screens; for workers, raw inputs that came in, deliveries that are to go out, inboxes whose settings changed,
 * webhooks that a person asks something of; many conversations or contacts that are to be changed; media that a vendor holds for us.
 */
export type News = 'events' | 'incoming' | 'outgoing' | 'inboxes' | 'webhooks' | 'many' | 'media';
export type Announcement = {
  readonly workspace: WorkspaceId;
  readonly news: readonly News[];
  /** The events themselves, for the process in which they happened: it need not read them back. */
  readonly events?: readonly EventRow[];
};

/** The part of src/language that operations use. */
export type LanguageEngine = {
  read(text: string, given: { readonly now: Instant; readonly language?: string }): Reading;
  promises(text: string, given: { readonly now: Instant; readonly language?: string; readonly endOfWorkingDay: Instant | null }): readonly Promised[];
};
