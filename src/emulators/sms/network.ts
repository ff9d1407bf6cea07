// The phones behind a centre: what they show of what the desk sent, what becomes of it, and what their owners write.
import type { Book, Entry } from '../book.ts';
import type { Customers } from '../emulator.ts';
import type { Dice, Faults } from '../faults.ts';
import type { Bringer } from './bringing.ts';
import type { Taken } from './centre.ts';
import { fromGsm, fromWide, pieces } from './letters.ts';
import { answeredId, fateOf, finals, receiptOf, type IdDialect, type ReceiptDialect } from './receipts.ts';
import { pieceOf } from './rules.ts';
import { option, tags, type Bringing, type Party, type Submit } from './units.ts';

export type Dialect = {
  readonly ids: IdDialect;
  readonly receipts: ReceiptDialect;
  /** How phones' long messages are brought. */
  readonly long: 'header' | 'wide header' | 'fields' | 'payload';
};

export type Parts = { readonly book: Book; readonly bringer: Bringer; readonly chance: Dice; readonly faults: Faults; readonly spoken: Dialect; readonly seed: number };
export interface Network {
  take(submit: Submit): Taken;
  readonly customers: Customers;
  stop(): void;
}

const desk: Party = { ton: 1, npi: 1, address: '390612345678' };

export function openNetwork(parts: Parts): Network {
  const { faults, chance, seed } = parts;
  const blocked = new Set<string>();
  const show = openPhones(parts.book);
  const write = openWriting(parts);
  const timers = new Set<NodeJS.Timeout>();
  let last = 0x0a00_0000 + (seed % 1_000) * 4_096;
  return {
    take: (submit) => {
      last += 1;
      const number = last;
      const id = answeredId(number, parts.spoken.ids);
      const { entry, text } = show(submit, id);
      const begun = Date.now();
      parts.book.note(entry.id, 'accepted', id);
      const report = (): void => reportOn({ submit, entry, text, number, id, begun, isBlocked: blocked.has(entry.customer) }, parts);
      // Faster than the answer to the message itself.
      if (chance.falls(faults.overtaken)) return { id, before: report };
      const timer = setTimeout(() => {
        timers.delete(timer);
        report();
      }, chance.below(Math.max(1, faults.late)));
      timers.add(timer);
      return { id };
    },
    customers: { write, block: (customer) => void blocked.add(customer), unblock: (customer) => void blocked.delete(customer) },
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  };
}

type Reported = { readonly submit: Submit; readonly entry: Entry; readonly text: string; readonly number: number; readonly id: string; readonly begun: number; readonly isBlocked: boolean };

/** A receipt for every part: the centre knows nothing of whole messages. */
function reportOn({ submit, entry, text, number, id, begun, isBlocked }: Reported, { book, bringer, chance, faults, spoken }: Parts): void {
  const wanted = submit.registered & 3;
  const fate = fateOf(submit.to.address, isBlocked);
  for (const final of [...((submit.registered & 0x10) === 0 ? [] : [finals.enroute]), ...fate]) {
    book.note(entry.id, final.word, id);
    const isGood = [finals.delivered, finals.enroute, finals.accepted].some((one) => one.number === final.number);
    if (wanted === 0 || (wanted === 2 && isGood) || chance.falls(faults.receiptsMissing)) continue;
    bringer.bring(receiptOf({ number, final, from: submit.from, to: submit.to, begun, done: Date.now(), text }, spoken.ids, spoken.receipts));
  }
}

/** What a phone shows: one message, however many parts it came in. */
function openPhones(book: Book): (submit: Submit, id: string) => { readonly entry: Entry; readonly text: string } {
  const growing = new Map<string, { readonly entry: Entry; readonly texts: Map<number, string> }>();
  return (submit, id) => {
    const { piece, content } = pieceOf(submit);
    const narrow = submit.coding === 0 || submit.coding >= 0xf0;
    const text = submit.coding === 8 ? fromWide(content) : narrow ? fromGsm(content) : content.toString('latin1');
    const customer = `+${submit.to.address}`;
    const add = (): Entry => book.add({ id, customer, direction: 'to customer', text });
    if (piece === null) return { entry: add(), text };
    const key = JSON.stringify([submit.from.address, customer, piece.reference, piece.total]);
    const one = growing.get(key) ?? { entry: add(), texts: new Map<number, string>() };
    one.texts.set(piece.place, text);
    growing.set(key, one);
    one.entry.text = Array.from({ length: piece.total }, (_, place) => one.texts.get(place + 1) ?? '…').join('');
    if (one.texts.size === piece.total) growing.delete(key);
    return { entry: one.entry, text };
  };
}

function openWriting({ book, bringer, chance, faults, spoken, seed }: Parts): Customers['write'] {
  let written = 0;
  let reference = seed % 256;
  return (customer, said) => {
    written += 1;
    reference = (reference + 1) % 256;
    const entry = book.add({ id: `from-${written}`, customer, direction: 'from customer', text: said.text });
    if ((said.files ?? []).length > 0) book.note(entry.id, 'files left out', 'an SMS carries none');
    const brought = broughtAs(said.text, partyOf(customer), spoken.long, reference);
    let open = brought.length;
    for (const one of chance.falls(faults.overtaken) ? brought.toReversed() : brought) {
      bringer.bring(one, (well, answer) => {
        open -= 1;
        if (!well) return book.note(entry.id, 'refused by the desk', `0x${answer.toString(16)}`);
        if (open > 0) return;
        entry.told = true;
        book.note(entry.id, 'told');
      });
    }
    return entry;
  };
}

function partyOf(customer: string): Party {
  if (/^\+\d+$/.test(customer)) return { ton: 1, npi: 1, address: customer.slice(1) };
  return /^\d+$/.test(customer) ? { ton: 3, npi: 0, address: customer } : { ton: 5, npi: 0, address: customer.slice(0, 11) };
}

function broughtAs(text: string, from: Party, long: Dialect['long'], reference: number): readonly Bringing[] {
  const { coding, pieces: cut } = pieces(text);
  const plain = { from, to: desk, coding, esmClass: 0 };
  if (cut.length === 1) return [{ ...plain, message: cut[0]! }];
  if (long === 'payload') return [{ ...plain, message: Buffer.alloc(0), options: [option(tags.payload, Buffer.concat(cut))] }];
  return cut.map((piece, place) => {
    if (long === 'fields') return { ...plain, message: piece, options: [option(tags.reference, Buffer.of(0, reference)), option(tags.total, Buffer.of(cut.length)), option(tags.place, Buffer.of(place + 1))] };
    const header = long === 'wide header' ? Buffer.of(6, 8, 4, 1, reference, cut.length, place + 1) : Buffer.of(5, 0, 3, reference, cut.length, place + 1);
    return { ...plain, esmClass: 0x40, message: Buffer.concat([header, piece]) };
  });
}
