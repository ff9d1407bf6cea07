// How VK tells of events: it calls every Callback server of the community, and keeps them in the queue of Bots Long Poll.
import type { Dice, Faults } from '../faults.ts';
import { openTeller, type Teller } from '../tell.ts';
import { openQueue, type Update } from './queue.ts';

export type Server = { readonly id: number; readonly url: string; readonly title: string; readonly secretKey: string; status: 'unconfigured' | 'ok' | 'failed' };

export type Events = ReturnType<typeof openEvents>;

/** dev.vk.com, Callback API: five more tries, after ten seconds, three, ten and thirty minutes, and an hour. */
const pauses = [10_000, 180_000, 600_000, 1_800_000, 3_600_000];

export type Surroundings = { readonly groupId: number; readonly faults: Faults; readonly chance: Dice; readonly pace: number; now(): number };

export function openEvents({ groupId, faults, chance, pace, now }: Surroundings) {
  const servers = new Map<number, Server>();
  const queue = openQueue({ chance, pace, now });
  // An answer other than `ok` means that it was not taken; `remove` takes the server off the list.
  const teller: Teller = openTeller({ pauses, well: (status, body) => status === 200 && /^(ok|remove)$/.test(body.trim()), together: 3, patience: 10_000 }, faults, chance, pace);
  let lastServer = 0;
  let lastEvent = 0;
  const eventId = (): string => {
    lastEvent += 1;
    return `${lastEvent.toString(16).padStart(8, '0')}${Array.from({ length: 32 }, () => chance.below(16).toString(16)).join('')}`;
  };
  const timers = new Set<NodeJS.Timeout>();
  /** The queue has duplicates and overtaking like the calls. */
  const enqueue = (update: Update): void => {
    const put = (): void => queue.put(update);
    if (chance.falls(faults.overtaken)) after(1 + chance.below(Math.max(1, faults.late)), put);
    else put();
    if (chance.falls(faults.duplicated)) put();
  };
  const after = (ms: number, then: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, ms);
    timers.add(timer);
  };
  return {
    servers,
    queue,
    after,
    add: (url: string, title: string, secretKey: string): Server => {
      lastServer += 1;
      const server: Server = { id: lastServer, url, title, secretKey, status: 'unconfigured' };
      servers.set(server.id, server);
      return server;
    },
    /** @param done called when the desk has said that it has it, by whichever way */
    emit: (type: string, object: unknown, done: () => void = () => undefined): void => {
      const update: Update = { group_id: groupId, type, event_id: eventId(), v: '5.199', object };
      queue.whenTaken(update.event_id, done);
      enqueue(update);
      for (const server of servers.values()) {
        if (server.status !== 'ok') continue;
        const body = JSON.stringify({ ...update, ...(server.secretKey === '' ? {} : { secret: server.secretKey }) });
        teller.tell({ url: server.url, headers: { 'content-type': 'application/json', 'user-agent': 'VKCallback' }, body }, (well) => {
          if (well) done();
        });
      }
    },
    quiet: () => teller.quiet(),
    stop: (): void => {
      teller.stop();
      queue.stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
