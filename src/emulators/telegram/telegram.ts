// An emulated Telegram: the Bot API of one bot, the people who write to it, and what the vendor does badly on demand.
import { openBook } from '../book.ts';
import type { Emulator, Running } from '../emulator.ts';
import { dice, noFaults } from '../faults.ts';
import { host } from '../host.ts';
import { openCustomers } from './customers.ts';
import { openLimits } from './limits.ts';
import { answer } from './methods.ts';
import { Updates } from './updates.ts';
import { openWorld } from './world.ts';

export const telegram: Emulator = {
  name: 'telegram',
  title: 'Telegram (Bot API)',
  usualPort: 9101,
  start: async ({ port, seed, pace }) => {
    const faults = { ...noFaults };
    const world = openWorld(openBook(), dice(seed));
    const updates = new Updates(faults, dice(seed + 1), pace);
    const vendor = { world, updates, faults, chance: dice(seed + 2), limit: openLimits(pace) };
    const { address, stop } = await host(port, (request, url) => answer(vendor, request, url), () => running);
    const running: Running = {
      name: 'telegram', address, page: `${address}/_emulator`, book: world.book, faults,
      customers: openCustomers(world, updates, pace),
      settings: { botToken: world.bot.token, botName: world.bot.userName, receiveBy: 'polling', apiAddress: address },
      stop: async () => {
        updates.stop();
        await stop();
      },
    };
    return running;
  },
};
