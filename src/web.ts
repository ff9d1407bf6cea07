// The web role: sign-in, routes, live connections and screens on one HTTP server.
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { fillWithDemonstration } from './demonstration/fill.ts';
import type { Installation } from './installation.ts';
import { accountBook } from './operations/inbox-account.ts';
import { buildApp } from './server/app.ts';
import { addLiveConnection } from './server/live/connection.ts';
import type { Feed } from './server/live/feed.ts';
import { openFeed } from './server/live/feed.ts';
import type { Presence } from './server/live/presence.ts';
import { openPresence } from './server/live/presence.ts';
import { sharePresence } from './server/live/presence-elsewhere.ts';
import { openPeople } from './server/people.ts';
import type { Route } from './server/route.ts';
import { routesOf } from './server/routes/all.ts';
import { addVisitorLive } from './server/routes/visitor-live.ts';
import { addVisitorOrigins } from './server/routes/visitor-origins.ts';
import { presenceSignals } from './presence-signals.ts';
import { addScreens } from './server/screens.ts';
import { watchCondition } from './store/condition.ts';
import { productVersion } from './version.ts';
import { noticeTransport } from './worker/notice-transport.ts';

export type Web = { readonly app: FastifyInstance; readonly feed: Feed; readonly routes: readonly Route[] };

export async function openWeb(installation: Installation, config: Config): Promise<Web> {
  const { desk, engine, packs } = installation;
  const feed = openFeed(desk);
  const presence = sharedPresence(installation);
  const accounts = accountBook(desk);
  const people = openPeople(desk, {
    version: productVersion,
    languages: () => [...engine.languages],
    mailReady: async (workspace) => (await noticeTransport(desk, config, workspace)) !== null,
    fillWithDemonstration,
    apiToken: config.apiToken,
  });
  await people.setUpFromEnvironment(config.administrator);
  const condition = watchCondition({ pool: installation.database.pool, data: config.data, ended: () => installation.embedded?.ended() ?? null });
  const routes = [...people.routes, ...routesOf({ accounts, packs, version: productVersion, presence, condition })];
  const app = await buildApp({
    desk, signIn: people.signIn, routes, trustProxy: config.trustProxy, version: productVersion,
    prepare: addVisitorOrigins,
    extend: async (server) => {
      addLiveConnection(server, { desk, signIn: people.signIn, feed, presence });
      addVisitorLive(server, { desk, accounts, feed, presence });
      await addScreens(server);
    },
  });
  app.addHook('onClose', async () => presence.close());
  return { app, feed, routes };
}

/** A database of our own has one process only. */
function sharedPresence({ database, embedded }: Installation): Presence & { close(): void } {
  return embedded ? { ...openPresence(), close: () => undefined } : sharePresence(openPresence(), presenceSignals(database));
}
