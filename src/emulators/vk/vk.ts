// An emulated VK with one community, written from dev.vk.com and the vendor's published schema.
// It tells by Bots Long Poll at once. For the Callback API its address is made known as at VK, by `groups.addCallbackServer`
// (`group_id`, `url`, `title`, `secret_key`); the address is asked for the confirmation code before anything is told to it.
import { openBook } from '../book.ts';
import type { Emulator, Running } from '../emulator.ts';
import { dice, noFaults } from '../faults.ts';
import { type Answer, host } from '../host.ts';
import { openDoor } from './api.ts';
import { openCommunity, whole } from './community.ts';
import { openEvents, type Server } from './events.ts';
import type { Controls, Surroundings } from './methods.ts';
import { type Deeds, openPeople } from './people.ts';
import { openThings } from './things.ts';
import { openUploads } from './uploads.ts';

export type VkRunning = Running & {
  readonly customers: Deeds;
  readonly controls: Controls;
  /** Another key than the one of the settings is valid from now on. */
  renewToken(): void;
  /** The queue of events loses what was not fetched. */
  forgetQueue(): void;
  /** The keys of the queue end before their time. */
  endQueueKeys(): void;
  /** Makes the address of a Callback server known, as an administrator does in VK's pages. Resolves when VK has asked it. */
  callbackTo(url: string): Promise<Server>;
  /** Resolves when nothing is on its way to a Callback server. */
  quiet(): Promise<void>;
};

const groupId = 123_456_789;
const confirmationCode = '8f2a91c0';
const secretKey = 'EmulatorSecret0123456789';

async function start({ port, seed, pace }: Parameters<Emulator['start']>[0]): Promise<VkRunning> {
  const chance = dice(seed);
  const letters = (): string => Array.from({ length: 40 }, () => chance.below(36).toString(36)).join('');
  const faults = { ...noFaults };
  const book = openBook();
  const now = (): number => Date.now();
  let address = '';
  let token = `vk1.a.${letters()}`;
  const community = openCommunity(groupId, pace, now);
  const events = openEvents({ groupId, faults, chance, pace, now });
  const things = openThings(groupId, () => address, letters);
  const uploads = openUploads(groupId, things, letters);
  const controls: Controls = { rights: new Set(['messages', 'photos', 'docs', 'manage']), longPollOn: true, confirmationCode, presses: new Map() };
  const vendor: Surroundings = { community, events, things, uploads, book, controls, address: () => address, pace, now, confirm: (id) => void confirm(events.servers.get(id)!) };
  const customers = openPeople(vendor, faults, chance);
  const door = openDoor({ vendor, faults, chance, token: () => token });
  const handle = async (request: Request, url: URL): Promise<Answer> => {
    const [, first = '', second = ''] = url.pathname.split('/');
    if (first === 'method') return door(second, request, url);
    if (first === 'whp') return Response.json(await events.queue.ask(url.searchParams.get('key') ?? '', whole(Object.fromEntries(url.searchParams), 'ts') ?? -1, Math.min(whole(Object.fromEntries(url.searchParams), 'wait') ?? 25, 90) * 1_000));
    if (chance.falls(faults.broken)) return new Response('<html>502 Bad Gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } });
    if (first === 'upload' && request.method === 'POST' && (second === 'photo' || second === 'doc')) return Response.json(await uploads.take(second, request));
    const file = first === 'files' ? things.held.get(second) : undefined;
    return file ? new Response(file.content as Uint8Array<ArrayBuffer>, { headers: { 'content-type': file.mediaType, 'content-length': String(file.content.byteLength) } }) : null;
  };
  const server = await host(port, handle, () => running);
  address = server.address;
  const settings = { groupId: String(groupId), accessToken: token, confirmationCode, secretKey, apiAddress: `${address}/method`, receiveBy: 'polling' };
  const running: VkRunning = {
    name: 'vk', address, page: `${address}/_emulator`, book, faults, customers, settings, controls,
    renewToken: () => void (token = `vk1.a.${letters()}`),
    forgetQueue: () => events.queue.forget(),
    endQueueKeys: () => events.queue.endKeys(),
    callbackTo: async (url) => {
      const added = events.add(url, 'desk', secretKey);
      await confirm(added);
      return added;
    },
    quiet: () => events.quiet(),
    stop: async () => {
      events.stop();
      await server.stop();
    },
  };
  return running;
}

/** VK asks whether the address is the community's; nothing is told before it knows. */
async function confirm(server: Server): Promise<void> {
  const body = JSON.stringify({ type: 'confirmation', group_id: groupId, event_id: '0'.repeat(40), v: '5.199', ...(server.secretKey === '' ? {} : { secret: server.secretKey }) });
  const answer = await fetch(server.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(10_000) }).catch(() => null);
  server.status = answer?.status === 200 && (await answer.text()).trim() === confirmationCode ? 'ok' : 'failed';
}

export const vk = { name: 'vk', title: 'VK community', usualPort: 9104, start } as const satisfies Emulator;
