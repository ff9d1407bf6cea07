// Parts of long messages are kept in the cursor, which is on the disk before the centre is told that we have them, until the message
// is whole: then all of its parts are one input. Pure.
import type { Instant } from '../../../domain/identifier.ts';
import type { RawRequest } from '../../channel.ts';
import { hashOf, type Delivery } from './delivery.ts';
import type { Cursor, Incomplete } from './cursor.ts';

/** The header of a stored input that tells two equal messages apart, which their octets do not. */
export const arrivalHeader = 'arrival';
export const receiptIdsHeader = 'receipt-ids';

/** A part that has not come by then may never come: what is there is shown, and says that something is missing. */
export const patienceMs = 30 * 60_000;
/** Somebody may send beginnings without end. */
const mostWaiting = 200;

export type Taken = { readonly waiting: readonly Incomplete[]; readonly inputs: readonly RawRequest[] };

/** One part, whose message may be whole with it. */
export function takePart(waiting: readonly Incomplete[], delivery: Delivery, octets: Buffer, at: Instant): Taken {
  const { reference, total, index, width } = delivery.place!;
  const key = JSON.stringify([delivery.from.address, delivery.to, width, reference, total]);
  const unit = octets.toString('base64');
  const known = waiting.find((one) => one.key === key);
  const before = known?.parts.find((part) => part.index === index);
  // Another text in the same place: the same number now stands for another message.
  const begunAnew = before !== undefined && hashOf(Buffer.from(before.unit, 'base64')) !== delivery.hash;
  const rest = waiting.filter((one) => one !== known);
  const ended = begunAnew ? [inputOf(known!)] : [];
  const parts = [...(begunAnew || !known ? [] : known.parts.filter((part) => part.index !== index)), { index, unit }].sort((one, other) => one.index - other.index);
  const now: Incomplete = { key, since: begunAnew || !known ? at : known.since, parts };
  if (parts.length === total) return { waiting: rest, inputs: [...ended, inputOf(now, at)] };
  return { waiting: [...rest, now], inputs: ended };
}

/** What has waited too long, or is too much to keep, comes out as it is. */
export function giveUp(waiting: readonly Incomplete[], now: Instant): Taken {
  const late = (one: Incomplete, place: number): boolean => Date.parse(now) - Date.parse(one.since) >= patienceMs || place < waiting.length - mostWaiting;
  return { waiting: waiting.filter((one, place) => !late(one, place)), inputs: waiting.filter(late).map((one) => inputOf(one)) };
}

/** When the next of them will have waited too long; null: none waits. */
export function nextGivingUp({ waiting }: Cursor): number | null {
  return waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => Date.parse(since) + patienceMs));
}

function inputOf({ parts, since }: Incomplete, at: Instant = since): RawRequest {
  return inputFrom(parts.map(({ unit }) => Buffer.from(unit, 'base64')), at, {});
}

/** `at` makes the key another one for the same words at another time. */
export function inputFrom(units: readonly Buffer[], at: Instant, headers: Readonly<Record<string, string>>): RawRequest {
  const body = Buffer.concat(units);
  const sequence = units[0]!.readUInt32BE(12);
  const key = `${hashOf(Buffer.concat([Buffer.alloc(16), ...units.map((unit) => unit.subarray(16))]))}-${Date.parse(at).toString(36)}-${sequence.toString(36)}`;
  return { kind: 'units', headers: { ...headers, [arrivalHeader]: key }, body, receivedAt: at, key };
}
