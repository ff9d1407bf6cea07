// A desk with the corpus in it: its own data folder and database, filled once, started as a process whenever something is measured.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks } from '../src/language-packs.ts';
import { loadLearnedWeights } from '../src/learned-weights.ts';
import { createEngine } from '../src/language/engine.ts';
import { silentLog } from '../src/store/connection.ts';
import { openEmbedded } from '../src/store/embedded.ts';
import { openDatabase } from '../src/store/open.ts';
import { freePort } from '../test/setup/free-port.ts';
import type { DeskProcess } from '../test/setup/process.ts';
import { spawnDesk } from '../test/setup/process.ts';
import type { Size } from './corpus.ts';
import { inboxNames } from './crew.ts';
import { DeskClient } from './desk-client.ts';
import { loadCorpus } from './load.ts';

export type Inbox = Awaited<ReturnType<DeskClient['makeChatInbox']>>;
/** `databaseUrl` null: the embedded database, in the data folder. */
export type Where = { readonly data: string; readonly databaseUrl: string | null };
export type Serving = { readonly desk: DeskProcess; readonly client: DeskClient; readonly startedMs: number };

export const administrator = { email: 'anna@example.test', password: 'three yellow lemons' };

export async function serve(where: Where): Promise<Serving> {
  const began = performance.now();
  const desk = await spawnDesk({
    PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: where.data, ATTUNE_KEY: 'cd'.repeat(32), ATTUNE_TRUST_PROXY: 'yes', ATTUNE_LOG: 'error',
    ATTUNE_ADMIN_EMAIL: administrator.email, ATTUNE_ADMIN_PASSWORD: administrator.password, ...(where.databaseUrl === null ? {} : { DATABASE_URL: where.databaseUrl }),
  });
  const startedMs = performance.now() - began;
  try {
    return { desk, client: await DeskClient.signIn(desk.address, administrator), startedMs };
  } catch (error) {
    await desk.stop();
    throw error;
  }
}

/** Loads the corpus, unless all of it was loaded into this folder before. */
export async function fill(where: Where, size: Size, say: (line: string) => void): Promise<Inbox> {
  const loaded = join(where.data, 'bench-loaded.json');
  if (existsSync(loaded)) {
    const before = JSON.parse(await readFile(loaded, 'utf8')) as { readonly size: Size; readonly inbox: Inbox };
    if (JSON.stringify(before.size) === JSON.stringify(size)) return before.inbox;
    throw new Error(`${where.data} holds ${before.size.conversations} conversations. Choose another folder for ${size.conversations}.`);
  }
  await rm(where.data, { recursive: true, force: true });
  await mkdir(where.data, { recursive: true });
  const { desk, client } = await serve(where);
  const inboxes = await Promise.all(inboxNames.map((name) => client.makeChatInbox(name))).finally(() => desk.stop());
  const embedded = where.databaseUrl === null ? await openEmbedded({ folder: where.data, log: silentLog }) : null;
  try {
    const timeouts = { statementMs: 3_600_000, idleInTransactionMs: 600_000, lockMs: 60_000 };
    const database = await openDatabase({ url: embedded?.url ?? where.databaseUrl!, poolSize: 2, applicationName: 'bench', timeouts });
    const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities(), weights: loadLearnedWeights() });
    await loadCorpus(database.db, engine, { workspace: client.workspace, inboxes: inboxes.map((one) => one.id), agent: client.agent }, size, say).finally(() => database.close());
  } finally {
    await embedded?.stop();
  }
  await writeFile(loaded, JSON.stringify({ size, inbox: inboxes[0] }));
  return inboxes[0]!;
}
