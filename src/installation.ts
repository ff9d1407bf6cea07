// Opens what every role of a process stands on: database (migrated), blob store, language engine, and the `Desk` made of them.
// Used by main.ts and, with a clock of their own, by tests.
import { createEngine } from './language/engine.ts';
import { languageCapabilities } from './language-capabilities.ts';
import { loadLanguagePacks } from './language-packs.ts';
import { loadLearnedWeights } from './learned-weights.ts';
import type { CompiledPack } from './language/pack/shape.ts';
import type { Engine } from './language/engine.ts';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Announcements } from './announcements.ts';
import { openAnnouncements } from './announcements.ts';
import { channels } from './channels/registry.ts';
import type { Config } from './config.ts';
import type { JobQueue } from './jobs/open.ts';
import { openJobs } from './jobs/open.ts';
import type { Desk, FlowStep } from './operations/desk.ts';
import { folderBlobs } from './store/blobs.ts';
import type { Log } from './store/connection.ts';
import type { Embedded } from './store/embedded.ts';
import { openEmbedded } from './store/embedded.ts';
import { migrate } from './store/migrate.ts';
import type { Database } from './store/open.ts';
import { openDatabase } from './store/open.ts';
import { loadWritingLibrary } from './writing-library.ts';

export type Installation = {
  readonly desk: Desk;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly listenUrl: string;
  readonly announcements: Announcements;
  readonly jobs: JobQueue;
  readonly engine: Engine;
  readonly packs: readonly CompiledPack[];
  /** Set where the database is our own. */
  readonly embedded: Embedded | null;
  close(): Promise<void>;
};

export type InstallationParts = {
  readonly config: Config;
  readonly log: Log;
  /** Milliseconds since 1970, as Date.now. */
  readonly clock?: () => number;
  readonly passing?: (step: FlowStep) => void;
};

export async function openInstallation({ config, log, clock = Date.now, passing = () => undefined }: InstallationParts): Promise<Installation> {
  const embedded = config.databaseUrl === null ? await openEmbedded({ folder: config.data, log }) : null;
  const databaseUrl = config.databaseUrl ?? embedded!.url;
  const listenUrl = config.databaseListenUrl ?? databaseUrl;
  const database = await openDatabase({ url: databaseUrl, poolSize: config.databasePool, applicationName: 'attune', listenUrl, log });
  await migrate(database.pool, { log });
  const packs = loadLanguagePacks({ site: join(config.data, 'languages'), cache: join(config.data, 'cache') });
  const engine = createEngine({ packs, capabilities: languageCapabilities(), weights: loadLearnedWeights() });
  const announcements = openAnnouncements(database, log, { works: config.roles.includes('worker') });
  const jobs = await openJobs({ url: databaseUrl, listenUrl, log });
  const desk: Desk = {
    db: database.db,
    now: () => new Date(clock()).toISOString(),
    newId: () => v7(),
    key: config.key,
    publicAddress: config.publicAddress,
    uploadBytes: config.uploadBytes, visitorBytes: config.visitorBytes,
    privateWebhooks: config.privateWebhooks,
    blobs: folderBlobs(config.data),
    channels,
    language: {
      read: (text, given) => engine.read(text, given),
      promises: (text, { endOfWorkingDay, ...given }) => engine.promises(text, { ...given, ...(endOfWorkingDay === null ? {} : { endOfWorkingDay }) }),
    },
    writing: loadWritingLibrary(),
    announce: (what) => announcements.announce(what),
    jobs,
    log,
    passing,
  };
  return {
    desk, database, databaseUrl, listenUrl, announcements, engine, packs, embedded, jobs,
    close: async () => {
      announcements.close();
      await jobs.close();
      await database.close();
      await embedded?.stop();
    },
  };
}
