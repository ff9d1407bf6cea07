// A little messenger that somebody connected by the HTTP API inbox: the program's side of docs/http-inbox.md. Where the desk takes what
// happens is told to it on its own page (`/`), or by `POST /connection` with `{"hook": "…"}`.
import { openBook } from '../book.ts';
import type { Emulator, Running } from '../emulator.ts';
import { dice, noFaults } from '../faults.ts';
import { host } from '../host.ts';
import { answers } from './answers.ts';
import { customersOf } from './customers.ts';
import { openTelling } from './telling.ts';
import { openWorld } from './world.ts';

export const messenger: Emulator = {
  name: 'messenger',
  title: 'Messenger (HTTP API inbox)',
  usualPort: 9106,
  start: async ({ port, seed, pace }) => {
    const world = openWorld({ book: openBook(), faults: { ...noFaults }, chance: dice(seed), pace }, seed);
    const telling = openTelling(world);
    world.tell = telling.tell;
    const running: Partial<Running> = {};
    const { address, stop } = await host(port, answers(world, telling), () => running as Running);
    world.address = address;
    return Object.assign(running, {
      name: 'messenger', address, page: `${address}/_emulator`, book: world.book, faults: world.faults, customers: customersOf(world),
      settings: { programAddress: `${address}/desk`, secret: world.secret, fileToken: world.fileToken },
      stop: async () => {
        telling.stop();
        await stop();
      },
    });
  },
};
