// A desk of the routes for people alone: real database, real HTTP, a clock and an outgoing mail server that the test holds.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { DeskEvent } from '../../src/contract/event.ts';
import type { DeskState } from '../../src/contract/state.ts';
import { apply, emptyState } from '../../src/contract/state.ts';
import { channels } from '../../src/channels/registry.ts';
import type { JobQueue } from '../../src/jobs/open.ts';
import { openJobs } from '../../src/jobs/open.ts';
import type { Desk } from '../../src/operations/desk.ts';
import { buildApp } from '../../src/server/app.ts';
import type { People, PeopleGiven } from '../../src/server/people.ts';
import { openPeople } from '../../src/server/people.ts';
import { liveRoutes } from '../../src/server/routes/live.ts';
import { silentLog } from '../../src/store/connection.ts';
import type { Database } from '../../src/store/open.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { DatabaseKind } from '../setup/clone.ts';
import { cloneDatabase } from '../setup/clone.ts';
import { Browser } from '../setup/client.ts';

export type PeopleDesk = {
  readonly address: string;
  readonly url: string;
  readonly desk: Desk;
  readonly people: People;
  readonly database: Database;
  readonly jobs: JobQueue;
  advance(milliseconds: number): void;
  stop(): Promise<void>;
};

export type PeopleWanted = Partial<PeopleGiven> & {
  readonly publicAddress?: string;
  /** Another process of this desk: on the same database. */
  readonly beside?: PeopleDesk;
  readonly key?: Buffer;
};

export async function startPeople(kind: DatabaseKind, { beside, publicAddress, key, ...given }: PeopleWanted = {}): Promise<PeopleDesk> {
  const clone = beside ? { url: beside.url, drop: async () => undefined } : await cloneDatabase(kind);
  const database = await openDatabase({ url: clone.url, poolSize: 4, applicationName: 'test' });
  const jobs = await openJobs({ url: clone.url, log: silentLog });
  let ahead = 0;
  const desk = {
    db: database.db, jobs, log: silentLog, key: key ?? Buffer.alloc(32, 7), publicAddress: publicAddress ?? 'http://desk.example.test', channels,
    now: () => new Date(Date.now() + ahead).toISOString(), newId: () => randomUUID(), announce: () => undefined, passing: () => undefined, writing: { templates: [] },
  } as unknown as Desk;
  const people = openPeople(desk, { version: '0.0.0', languages: () => [], mailReady: async () => false, fillWithDemonstration: async () => undefined, apiToken: null, ...given });
  const app = await buildApp({ desk, signIn: people.signIn, routes: [...people.routes, ...liveRoutes], trustProxy: true, version: '0.0.0' });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, url: clone.url, desk, people, database, jobs,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    stop: async () => {
      await app.close();
      await jobs.close();
      await database.close();
      await clone.drop();
    },
  };
}

/**
 * What a screen holds, changed by the events of `work`, must be what a fresh screen would hold; and the events must be of these kinds.
 */
export async function telling<Result>(browser: Browser, kinds: readonly string[], work: () => Promise<Result>): Promise<Result> {
  const before = await stateOf(browser);
  const result = await work();
  const { events } = (await browser.get(`/api/events?since=${before.cursor}`)).body as unknown as { readonly events: readonly DeskEvent[] };
  expect(events.map((event) => event.kind)).toEqual(kinds);
  expect(events.map((event) => event.number)).toEqual(kinds.map((_kind, index) => before.cursor + index + 1));
  expect(events.reduce(apply, before)).toEqual(await stateOf(browser));
  return result;
}

async function stateOf(browser: Browser): Promise<DeskState> {
  const { status, body } = await browser.get('/api/snapshot');
  expect(status).toBe(200);
  return { ...emptyState, ...(body as unknown as Partial<DeskState>) };
}

export const anna = { name: 'Anna Ferri', email: 'anna@bottega.example', password: 'tre limoni gialli' } as const;
export const setUp = { workspace: { name: 'Bottega Verde', language: 'it', timeZone: 'Europe/Rome' }, administrator: anna } as const;

let invited = 0;

/** Somebody who was invited and has accepted, signed in. */
export async function join(administrator: Browser, place: PeopleDesk, role: 'administrator' | 'lead' | 'agent', teams: readonly string[] = []): Promise<{ readonly browser: Browser; readonly id: string; readonly email: string; readonly password: string }> {
  invited += 1;
  const email = `person${invited}@bottega.example`;
  const password = `sette pesche rosse ${invited}`;
  const invitation = await administrator.post('/api/invitations', { email, role, teams, language: 'en' });
  const browser = new Browser(place.address);
  const { status, body } = await browser.post('/api/invitations/accept', { token: String(invitation.body['link']).split('#')[1], name: `Person ${invited}`, password });
  if (status !== 200) throw new Error(`accepting answered ${status} ${JSON.stringify(body)}`);
  return { browser, id: (body['agent'] as { readonly id: string }).id, email, password };
}

export async function setUpDesk(place: PeopleDesk): Promise<Browser> {
  const browser = new Browser(place.address);
  const { status } = await browser.post('/api/setup', setUp);
  if (status !== 200) throw new Error(`set-up answered ${status}`);
  return browser;
}
