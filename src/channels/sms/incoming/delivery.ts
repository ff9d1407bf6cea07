// What a centre brings, read from its octets: a message, a part of one, or a receipt.
import { createHash } from 'node:crypto';
import { commands, read, takeFrames, type Frame, type Read } from '../session/pdu.ts';
import { placed, readUserData, type Place } from '../text/user-data.ts';
import { looksLikeReceipt, readReceipt, type Receipt, type Stated } from '../receipt/read-receipt.ts';
import { decode, type Decoded } from '../text/data-coding.ts';

export type Delivery = {
  readonly from: { readonly address: string; readonly ton: number };
  readonly to: string;
  readonly coding: number;
  readonly content: Uint8Array;
  readonly place: Place | null;
  readonly port: number | null;
  readonly national: boolean;
  readonly kind: 'message' | 'receipt' | 'note of a phone';
  readonly stated: Stated;
  /** The same for the same delivery, however often it is made. */
  readonly hash: string;
};

/** Bits 5 to 2 of `esm_class` (SMPP 3.4, 5.2.12). */
const types = { receipt: 0x04, phoneTookIt: 0x08, intermediate: 0x20 } as const;

/** null: it is no delivery, or its inside cannot be read. */
export function readDelivery(octets: Buffer): Delivery | null {
  const pdu = read(octets);
  if (pdu === null || (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm')) return null;
  // The package is content with less than there must be.
  if (!pdu.has('data_coding') || (pdu.command === 'deliver_sm' && !pdu.has('short_message'))) return null;
  const esmClass = pdu.number('esm_class');
  const short = pdu.octets('short_message');
  const data = readUserData(short !== null && short.length > 0 ? short : (pdu.octets('message_payload') ?? Buffer.alloc(0)), (esmClass & 0x40) !== 0);
  const stated = statedIn(pdu);
  return {
    from: { address: pdu.text('source_addr'), ton: pdu.number('source_addr_ton') },
    to: pdu.text('destination_addr'),
    coding: pdu.number('data_coding'),
    content: data.content,
    place: data.place ?? segmentOf(pdu),
    port: data.port ?? (pdu.has('destination_port') ? pdu.number('destination_port') : null),
    national: data.national,
    kind: kindOf(esmClass & 0x3c, stated, pdu),
    stated,
    hash: hashOf(octets),
  };
}

/** Without the number that it has in its session. */
export function hashOf(octets: Uint8Array): string {
  return createHash('sha256').update(octets.subarray(16)).digest('hex').slice(0, 40);
}

export function receiptOf(delivery: Delivery): Receipt | null {
  return readReceipt(textOf(delivery), delivery.stated);
}

/** Units one after the other, as they are stored; null: they are not whole. */
export function unitsIn(body: Uint8Array): readonly Frame[] | null {
  try {
    const { frames, rest } = takeFrames(Buffer.from(body));
    return rest.length > 0 || frames.length === 0 ? null : frames;
  } catch {
    return null;
  }
}

export const isDelivery = ({ id }: Frame): boolean => id === commands.deliver || id === commands.data;

/** Receipts are written in the alphabet of computers, whatever their coding says. */
function textOf({ content, coding }: Delivery): string {
  const decoded: Decoded = coding === 8 ? decode(content, 8) : { text: Buffer.from(content).toString('latin1'), uncertain: false };
  return 'text' in decoded ? decoded.text : '';
}

/**
 * A receipt is marked as one. Some centres leave out the mark; then it is believed only with fields of the protocol that no phone
 * can write: anybody can send a text that reads like a receipt.
 */
function kindOf(type: number, stated: Stated, pdu: Read): Delivery['kind'] {
  if (type === types.receipt || type === types.intermediate) return 'receipt';
  if (type === types.phoneTookIt) return 'note of a phone';
  if (stated.id === undefined) return 'message';
  return stated.state !== undefined || looksLikeReceipt(pdu.octets('short_message')?.toString('latin1') ?? '') ? 'receipt' : 'message';
}

function statedIn(pdu: Read): Stated {
  const networkError = pdu.octets('network_error_code');
  return {
    ...(pdu.text('receipted_message_id') === '' ? {} : { id: pdu.text('receipted_message_id') }),
    ...(pdu.has('message_state') ? { state: pdu.number('message_state') } : {}),
    ...(networkError === null ? {} : { networkError }),
  };
}

function segmentOf(pdu: Read): Place | null {
  if (!pdu.has('sar_msg_ref_num')) return null;
  return placed({ reference: pdu.number('sar_msg_ref_num'), total: pdu.number('sar_total_segments'), index: pdu.number('sar_segment_seqnum'), width: 16 }).place;
}
