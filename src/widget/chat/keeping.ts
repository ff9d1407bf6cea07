// What stays in the browser: the visitor's token and unsent messages, from the first message on; no cookie ever.
// Each unsent message has an entry of its own, so that two tabs never overwrite each other's.
import type { Waiting } from './outbox.ts';

export type Keeping = ReturnType<typeof keepingFor>;

/** `slot` separates people: a signed identity never meets what an anonymous visitor or somebody else left behind. */
export function keepingFor(storage: Storage | null, inbox: string, slot: string) {
  const prefix = `attune.${inbox}.${slot}.`;
  const outboxPrefix = `${prefix}out.`;
  const read = (key: string) => attempt(() => storage?.getItem(key) ?? null);
  const write = (key: string, value: string | null) =>
    attempt(() => {
      if (value === null) storage?.removeItem(key);
      else storage?.setItem(key, value);
      return null;
    });
  const keys = (start: string) => attempt(() => Object.keys(storage ?? {}).filter((key) => key.startsWith(start))) ?? [];
  return {
    token: () => read(`${prefix}token`),
    keepToken: (token: string | null) => write(`${prefix}token`, token),
    /** Whether the question for an e-mail address was answered, either way. */
    answeredEmail: () => read(`${prefix}email`),
    keepAnsweredEmail: (answer: string) => write(`${prefix}email`, answer),
    outbox: (): unknown[] => keys(outboxPrefix).map((key) => attempt(() => JSON.parse(read(key) ?? 'null') as unknown)),
    keepUnsent: (item: Waiting) => write(outboxPrefix + item.id, JSON.stringify(item)),
    dropUnsent: (id: string) => write(outboxPrefix + id, null),
    forget: () => keys(prefix).forEach((key) => write(key, null)),
    /** Which unsent message another tab added or finished; null: something else changed. */
    unsentIn: (key: string | null) => (key?.startsWith(outboxPrefix) ? key.slice(outboxPrefix.length) : null),
  };
}

/** Reading `localStorage` itself throws where a browser blocks it, and writing throws when it is full; then nothing is kept. */
export function browserStorage(): Storage | null {
  return attempt(() => globalThis.localStorage ?? null);
}

function attempt<Result>(what: () => Result): Result | null {
  try {
    return what();
  } catch {
    return null;
  }
}
