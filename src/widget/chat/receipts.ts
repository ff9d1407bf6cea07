// Says what was delivered and what was seen, in small bundles, until the desk has it.
import type { ChatIo } from './state.ts';
import type { Visitor } from './visitor.ts';

const bundleFor = 300;

export type Receipts = ReturnType<typeof receiptsFor>;

export function receiptsFor({ desk }: ChatIo, visitor: Visitor) {
  const waiting = { delivered: new Set<string>(), read: new Set<string>() };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const receipts = {
    add(kind: keyof typeof waiting, ids: readonly string[]) {
      ids.forEach((id) => waiting[kind].add(id));
      clearTimeout(timer);
      timer = setTimeout(() => void receipts.send(), bundleFor);
    },
    async send() {
      const delivered = [...waiting.delivered];
      const read = [...waiting.read];
      if (!visitor.token || delivered.length + read.length === 0) return;
      waiting.delivered.clear();
      waiting.read.clear();
      const answer = await desk.receipts(visitor.token, { delivered, read });
      if (answer.is !== 'away') return;
      // Put back, and sent when the connection is: a receipt that comes late is still true.
      delivered.forEach((id) => waiting.delivered.add(id));
      read.forEach((id) => waiting.read.add(id));
    },
    stop: () => clearTimeout(timer),
  };
  return receipts;
}
