// How the messenger tells the desk what happens: one signed request after the other, tried again for a day. Before it was told where
// the desk is, what happens waits.
import type { Entry } from '../book.ts';
import { openTeller } from '../tell.ts';
import { signing } from './signing.ts';
import type { Happening, World } from './world.ts';

const second = 1_000;
const pauses: readonly number[] = [1, 5, 15, 60, 300, 1_200, ...Array.from({ length: 23 }, () => 3_600)].map((seconds) => seconds * second);

export interface Telling {
  tell(happening: Happening, entry: Entry | null): void;
  /** A message of the desk reaches its person, or does not, and the desk hears of it later. */
  deliver(id: string): void;
  connect(hook: string): void;
  hook(): string | null;
  stop(): void;
}

export function openTelling(world: World): Telling {
  const { book, faults, chance, pace } = world;
  const teller = openTeller({ pauses, well: (status) => status >= 200 && status < 300, together: 1, patience: 10 * second }, faults, chance, pace);
  const timers = new Set<NodeJS.Timeout>();
  let waiting: (readonly [Happening, Entry | null])[] = [];
  let hook: string | null = null;
  const tell = (happening: Happening, entry: Entry | null): void => {
    if (hook === null) return void waiting.push([happening, entry]);
    const body = JSON.stringify({ events: [happening] });
    teller.tell({ url: hook, headers: signing(world.secret, world.next('told'), body), body }, (well) => {
      if (!entry || entry.told) return;
      entry.told = well;
      book.note(entry.id, well ? 'told' : 'lost', well ? undefined : 'The desk did not take it for a day.');
    });
  };
  const arrive = (id: string): void => {
    const { customer } = book.find(id)!;
    const state = world.people.get(customer)?.blocked ? 'failed' : 'delivered';
    const detail = state === 'failed' ? 'This person does not want messages from you.' : undefined;
    book.note(id, state, detail);
    if (!chance.falls(faults.receiptsMissing)) tell({ type: 'receipt', message: id, state, at: new Date().toISOString(), ...(detail === undefined ? {} : { detail }) }, null);
  };
  return {
    tell,
    deliver: (id) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        arrive(id);
      }, 1 + chance.below(Math.max(1, faults.late)));
      timers.add(timer);
    },
    connect: (address) => {
      hook = address;
      const all = waiting;
      waiting = [];
      for (const one of all) tell(...one);
    },
    hook: () => hook,
    stop: () => {
      teller.stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);

/** The one setting that this program has. */
export function connectionPage(hook: string | null): Response {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Messenger</title><h1>Messenger</h1>
<form method="post" action="/connection"><label>Address of the inbox (https://…/hooks/…) <input name="hook" size="80" required value="${escaped(hook ?? '')}"></label> <button>Connect</button></form>
<p>${hook === null ? 'Not connected: what customers write waits.' : 'Connected.'} <a href="/_emulator">Play the customers</a></p></html>`;
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
