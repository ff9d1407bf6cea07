// What an emulated vendor knows to have happened: the truth that a desk's own records are compared with.
export type BookedFile = { readonly name: string; readonly mediaType: string; readonly bytes: number; readonly sha256: string };

export type Entry = {
  /** The vendor's id of the message. */
  readonly id: string;
  /** Who of the customers wrote it, or got it. */
  readonly customer: string;
  readonly direction: 'from customer' | 'to customer';
  text: string;
  readonly files: readonly BookedFile[];
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  /** What the desk gave to be told apart by, where the vendor takes such a thing (VK's `random_id`). */
  readonly key: string | null;
  readonly at: number;
  /** What became of it in the vendor's own words, with the time of each: accepted, delivered, read, edited, failed … */
  readonly states: { readonly state: string; readonly at: number; readonly detail?: string }[];
  /** From customers: whether the desk has said that it has it. */
  told: boolean;
};

export interface Book {
  readonly entries: readonly Entry[];
  add(entry: Omit<Entry, 'at' | 'states' | 'told' | 'files' | 'buttons' | 'key'> & Partial<Pick<Entry, 'files' | 'buttons' | 'key'>>): Entry;
  find(id: string): Entry | null;
  note(id: string, state: string, detail?: string): void;
  /** Called after every change: the page looks again. */
  watch(look: () => void): () => void;
}

export function openBook(now: () => number = Date.now): Book {
  const entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  const watching = new Set<() => void>();
  const changed = (): void => watching.forEach((look) => look());
  return {
    entries,
    add: (written) => {
      const entry: Entry = { files: [], buttons: [], key: null, ...written, at: now(), states: [], told: false };
      entries.push(entry);
      byId.set(entry.id, entry);
      changed();
      return entry;
    },
    find: (id) => byId.get(id) ?? null,
    note: (id, state, detail) => {
      byId.get(id)?.states.push({ state, at: now(), ...(detail === undefined ? {} : { detail }) });
      changed();
    },
    watch: (look) => {
      watching.add(look);
      return () => watching.delete(look);
    },
  };
}
