// The queue of Bots Long Poll: events by number, for whoever has its key, until they are forgotten.
import type { Dice } from '../faults.ts';

export type Update = { readonly type: string; readonly object: unknown; readonly group_id: number; readonly event_id: string; readonly v: string };

const kept = 1_000;
/** dev.vk.com does not say it; a key is renewed about every hour. */
const keyLivesMs = 3_600_000;

export type Queue = ReturnType<typeof openQueue>;

export function openQueue({ chance, pace, now }: { readonly chance: Dice; readonly pace: number; now(): number }) {
  let updates: Update[] = [];
  let first = 1;
  const keys = new Map<string, number>();
  const taken = new Map<string, () => void>();
  const waiting = new Set<() => void>();
  const wake = (): void => [...waiting].forEach((one) => one());
  const ts = (): number => first + updates.length;
  /** Asking from here on says that everything before is taken. */
  const take = (before: number): void => {
    for (const update of updates.slice(0, before - first)) {
      taken.get(update.event_id)?.();
      taken.delete(update.event_id);
    }
  };
  const change = (waitMs: number): Promise<void> => new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      waiting.delete(end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    waiting.add(end);
  });
  return {
    ts,
    whenTaken: (event: string, done: () => void): void => void taken.set(event, done),
    newKey: (): string => {
      const key = Array.from({ length: 40 }, () => chance.below(16).toString(16)).join('');
      keys.set(key, now() + Math.max(2_000, keyLivesMs * pace));
      return key;
    },
    put: (update: Update): void => {
      const over = updates.length + 1 - kept;
      updates = [...(over > 0 ? updates.slice(over) : updates), update];
      first += Math.max(0, over);
      wake();
    },
    forget: (): void => {
      first += updates.length;
      updates = [];
    },
    endKeys: (): void => {
      keys.clear();
      wake();
    },
    ask: async (key: string, from: number, waitMs: number): Promise<unknown> => {
      if ((keys.get(key) ?? 0) <= now()) return { failed: 2 };
      if (from > ts() || from < 0) return { failed: 3 };
      if (from < first) return { failed: 1, ts: String(ts()) };
      take(from);
      if (from === ts()) await change(waitMs);
      if (!keys.has(key)) return { failed: 2 };
      return { ts: String(ts()), updates: updates.slice(Math.max(0, from - first)) };
    },
    stop: wake,
  };
}
