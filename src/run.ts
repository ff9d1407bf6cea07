// Runs the roles of one process on an open installation: the web server, the worker, or both.
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { WrongSettings } from './config.ts';
import type { Log } from './store/connection.ts';
import { standing } from './store/migrate.ts';
import type { Installation, InstallationParts } from './installation.ts';
import { openInstallation } from './installation.ts';
import { holdRestored } from './operations/hold-restored.ts';
import type { Route } from './server/route.ts';
import { openWeb } from './web.ts';
import { openLocks } from './store/advisory-lock.ts';
import { cutSilent } from './store/silence.ts';
import { listenInboxes } from './worker/listen-inboxes.ts';
import { carryOutMany } from './worker/many-at-once.ts';
import { startWork } from './worker/work.ts';
import { presentToMachine } from './server/live/machine-events.ts';
import { openPost } from './worker/post-webhook.ts';
import { sendNotices } from './worker/send-notices.ts';
import { askChannels } from './worker/ask-channels.ts';
import { sendPushes } from './worker/send-pushes.ts';
import { sendWebhooks } from './worker/send-webhooks.ts';
import { productVersion } from './version.ts';

export type Running = {
  readonly installation: Installation;
  /** Where the web server answers; empty without the role `web`. */
  readonly address: string;
  readonly routes: readonly Route[];
  /** Makes everything look at once, as after a moved clock. */
  look(): void;
  stop(): Promise<void>;
};

export type RunParts = InstallationParts & {
  /** A newer version has changed the database in a way that this one must not work on with. */
  readonly onOutdated?: () => void;
};

export async function run(parts: RunParts): Promise<Running> {
  const { config, log } = parts;
  const installation = await openInstallation(parts);
  const stopCutting = cutSilent(installation.database.pool, { silenceMs: silentMs, log });
  const stops: (() => Promise<void>)[] = [async () => stopCutting(), watchMigrations(installation, log, parts.onOutdated)];
  const looks: (() => void)[] = [];
  try {
    if (config.roles.includes('worker')) await beginWorking(installation, config, stops, looks);
    const { address, routes } = config.roles.includes('web') ? await beginServing(installation, config, stops, looks) : { address: '', routes: [] };
    return {
      installation,
      address,
      routes,
      look: () => {
        for (const look of looks) look();
      },
      stop: async () => {
        for (const stop of stops.toReversed()) await stop().catch((error: unknown) => log.warn({ error: String(error) }, 'Something did not stop cleanly.'));
        await installation.close();
      },
    };
  } catch (error) {
    for (const stop of stops.toReversed()) await stop().catch(() => undefined);
    await installation.close();
    throw error;
  }
}

async function beginWorking(installation: Installation, config: Config, stops: (() => Promise<void>)[], looks: (() => void)[]): Promise<void> {
  const { desk, announcements } = installation;
  await holdRestored(desk);
  const work = startWork(desk, { rawDays: config.rawDays });
  stops.push(() => work.stop());
  announcements.on((what) => work.look(what));
  looks.push(() => work.look(null));
  const locks = openLocks(installation.listenUrl, desk.log);
  stops.push(() => locks.close());
  const listening = listenInboxes(desk, locks, { rawDays: config.rawDays });
  stops.push(() => listening.stop());
  announcements.on((what) => {
    if (what === null || what.news.includes('inboxes')) listening.look();
  });
  const { post, close } = openPost({ privateAllowed: config.privateWebhooks, userAgent: `Attune/${productVersion}` });
  const webhooks = sendWebhooks(desk, { post, present: presentToMachine });
  stops.push(async () => {
    await webhooks.stop();
    close();
  });
  announcements.on((what) => webhooks.look(what));
  looks.push(() => webhooks.look(null));
  const many = carryOutMany(desk);
  stops.push(() => many.stop());
  announcements.on((what) => many.look(what));
  looks.push(() => many.look(null));
  await sendNotices({ desk, jobs: installation.jobs }, config);
  await sendPushes({ desk, jobs: installation.jobs }, { post });
  await askChannels({ desk, jobs: installation.jobs });
}

async function beginServing(installation: Installation, config: Config, stops: (() => Promise<void>)[], looks: (() => void)[]): Promise<{ readonly address: string; readonly routes: readonly Route[] }> {
  const web = await openWeb(installation, config);
  installation.announcements.on((what) => {
    if (what === null || what.news.includes('events')) web.feed.look(what?.workspace ?? null, what?.events);
  });
  looks.push(() => web.feed.look(null));
  // A lost signal is made good by looking once a second, at the cost of one small query a workspace that somebody watches.
  const timer = setInterval(() => web.feed.look(null), 1_000);
  stops.push(async () => {
    clearInterval(timer);
    await web.app.close();
  });
  await web.app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw explainListening(error, config);
  });
  const { port } = web.app.server.address() as AddressInfo;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return { address: `http://${host}:${port}`, routes: web.routes };
}

/** What keeps a server from listening is a setting, whatever the system calls it. */
function explainListening(error: unknown, { port, host }: Config): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new WrongSettings([`PORT is ${port}, but another program uses that port already (perhaps this desk is running). Stop it, or choose another.`]);
  if (code === 'EACCES') return new WrongSettings([`PORT is ${port}, but this user may not open it. Choose one above 1023 and put a proxy in front.`]);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new WrongSettings([`HOST is "${host}", but this machine has no such address. Use localhost, 0.0.0.0, or one of its own.`]);
  return error;
}

/** A statement is ended by the server after 30 s, so a longer silence is none of its making. */
const silentMs = 45_000;
const migrationsMs = 60_000;

/** During an upgrade with several processes, an old one may go on until a migration says that it must not. */
function watchMigrations({ database }: Installation, log: Log, onOutdated: (() => void) | undefined): () => Promise<void> {
  const look = async (): Promise<void> => {
    const { is } = await standing(database.pool);
    if (is !== 'breaking') return;
    log.error({}, 'A newer version of Attune has changed this database; this process stops. Start it again with that version.');
    onOutdated?.();
  };
  const timer = setInterval(() => void look().catch(() => undefined), migrationsMs);
  timer.unref();
  return async () => clearInterval(timer);
}
