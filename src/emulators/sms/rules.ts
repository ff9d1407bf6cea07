// What a centre refuses, with the numbers of SMPP 3.4 (5.1.3). The desk's account may send under the senders that are registered for it.
import { tags, type Submit } from './units.ts';

export const status = {
  ok: 0x00, messageLength: 0x01, commandLength: 0x02, command: 0x03, bindState: 0x04, alreadyBound: 0x05, registered: 0x07, system: 0x08, source: 0x0a, destination: 0x0b,
  bindFailed: 0x0d, password: 0x0e, systemId: 0x0f, cancel: 0x11, replace: 0x13, queueFull: 0x14, serviceType: 0x15, esmClass: 0x43, sourceTon: 0x48, sourceNpi: 0x49,
  destinationTon: 0x50, destinationNpi: 0x51, systemType: 0x53, throttled: 0x58, schedule: 0x61, validity: 0x62, deskBusy: 0x64, query: 0x67, coding: 0x104,
} as const;

const serviceTypes = ['', 'CMT', 'CPT', 'VMN', 'VMA', 'WAP', 'USSD'];
const plans = [0, 1, 3, 4, 6, 8, 9, 10, 14, 18];
const codings = [0, 1, 3, 4, 8];

/** `0`: it is taken. */
export function refusalOf(submit: Submit, senders: readonly string[]): number {
  return addresses(submit, senders) || kind(submit) || content(submit);
}

function addresses({ from, to }: Submit, senders: readonly string[]): number {
  if (from.ton > 6) return status.sourceTon;
  if (!plans.includes(from.npi)) return status.sourceNpi;
  if (!senders.includes(from.ton === 1 ? `+${from.address}` : from.address)) return status.source;
  if (to.ton > 6) return status.destinationTon;
  if (!plans.includes(to.npi)) return status.destinationNpi;
  const known = to.ton === 1 ? /^[1-9]\d{6,14}$/ : /^\d{3,15}$/;
  return known.test(to.address) ? 0 : status.destination;
}

function kind({ serviceType, esmClass, registered, coding, schedule, validity }: Submit): number {
  if (!serviceTypes.includes(serviceType)) return status.serviceType;
  // Receipts and acknowledgements are not for a desk to send.
  if ((esmClass & 0x3c) !== 0) return status.esmClass;
  if (registered > 0x1f || (registered & 3) === 3) return status.registered;
  if (!codings.includes(coding) && coding < 0xf0) return status.coding;
  if (!isTime(schedule)) return status.schedule;
  return isTime(validity) ? 0 : status.validity;
}

const isTime = (value: string): boolean => value === '' || /^\d{15}[+\-R]$/.test(value);

function content({ esmClass, coding, message, options }: Submit): number {
  const payload = options.get(tags.payload);
  if (message.length > 254 || (message.length > 0 && payload !== undefined)) return status.messageLength;
  const octets = message.length > 0 ? message : (payload ?? Buffer.alloc(0));
  if (octets.length === 0) return status.messageLength;
  const header = (esmClass & 0x40) === 0 ? 0 : octets[0]! + 1;
  if (header > octets.length || (header > 0 && !isHeader(octets.subarray(1, header)))) return status.esmClass;
  if (payload !== undefined) return 0;
  // Seven bits a letter where the alphabet is GSM's: what fits beside the header into 140 octets.
  const narrow = coding === 0 || (coding >= 0xf0 && (coding & 4) === 0);
  const most = narrow ? Math.floor(((140 - header) * 8) / 7) : 140 - header;
  return octets.length - header > most ? status.messageLength : 0;
}

function isHeader(elements: Buffer): boolean {
  let at = 0;
  while (at + 2 <= elements.length) at += 2 + elements[at + 1]!;
  return at === elements.length;
}

/** Where a message stands in a longer one. */
export type Piece = { readonly reference: number; readonly total: number; readonly place: number };

export function pieceOf({ esmClass, message, options }: Submit): { readonly piece: Piece | null; readonly content: Buffer } {
  const whole = message.length > 0 ? message : (options.get(tags.payload) ?? Buffer.alloc(0));
  const header = (esmClass & 0x40) === 0 ? 0 : whole[0]! + 1;
  const content = whole.subarray(header);
  for (let at = 1; at + 2 <= header; at += 2 + whole[at + 1]!) {
    if (whole[at] === 0 && whole[at + 1] === 3) return { piece: { reference: whole[at + 2]!, total: whole[at + 3]!, place: whole[at + 4]! }, content };
    if (whole[at] === 8 && whole[at + 1] === 4) return { piece: { reference: whole.readUInt16BE(at + 2), total: whole[at + 4]!, place: whole[at + 5]! }, content };
  }
  const reference = options.get(tags.reference);
  const [total, place] = [options.get(tags.total)?.[0], options.get(tags.place)?.[0]];
  return { piece: reference?.length === 2 && total !== undefined && place !== undefined ? { reference: reference.readUInt16BE(0), total, place } : null, content };
}
