// What a centre writes about a message that it took, in its own dialect.
import { option, tags, type Bringing, type Party } from './units.ts';

/** How ids are written: both in hexadecimal, or the answer and the receipt each in their own way. */
export type IdDialect = 'same' | 'hex-to-decimal' | 'decimal-to-hex';
/** `fields`: in the protocol's own fields besides; `commas`: as some carriers part what the specification parts by spaces. */
export type ReceiptDialect = 'text' | 'fields' | 'commas';

export type Final = { readonly word: string; readonly number: number; readonly error: string };

export const finals = {
  delivered: { word: 'DELIVRD', number: 2, error: '000' },
  expired: { word: 'EXPIRED', number: 3, error: '027' },
  deleted: { word: 'DELETED', number: 4, error: '006' },
  undeliverable: { word: 'UNDELIV', number: 5, error: '001' },
  accepted: { word: 'ACCEPTD', number: 6, error: '000' },
  unknown: { word: 'UNKNOWN', number: 7, error: '255' },
  rejected: { word: 'REJECTD', number: 8, error: '012' },
  enroute: { word: 'ENROUTE', number: 1, error: '000' },
} as const satisfies Record<string, Final>;

/** What becomes of a message is told by the last four digits of the number that it goes to; everybody else gets it. */
const byEnding: Readonly<Record<string, readonly Final[]>> = {
  '0003': [finals.expired], '0004': [finals.deleted], '0005': [finals.undeliverable], '0006': [finals.accepted, finals.delivered], '0007': [finals.unknown], '0008': [finals.rejected],
};

export function fateOf(number: string, blocked: boolean): readonly Final[] {
  return blocked ? [finals.rejected] : (byEnding[number.slice(-4)] ?? [finals.delivered]);
}

export function answeredId(number: number, dialect: IdDialect): string {
  return dialect === 'decimal-to-hex' ? String(number) : number.toString(16).toUpperCase().padStart(8, '0');
}

function receiptedId(number: number, dialect: IdDialect): string {
  return dialect === 'hex-to-decimal' ? String(number) : number.toString(16).toUpperCase().padStart(8, '0');
}

export type About = { readonly number: number; readonly final: Final; readonly from: Party; readonly to: Party; readonly begun: number; readonly done: number; readonly text: string };

export function receiptOf({ number, final, from, to, begun, done, text }: About, ids: IdDialect, dialect: ReceiptDialect): Bringing {
  const id = receiptedId(number, ids);
  const fields = [`id:${id}`, 'sub:001', `dlvrd:${final.number === 2 ? '001' : '000'}`, `submit date:${minute(begun)}`, `done date:${minute(done)}`, `stat:${final.word}`, `err:${final.error}`];
  const said = dialect === 'commas' ? fields.join(',') : `${fields.join(' ')} text:${text.replaceAll(/[^ -~]/g, '?').slice(0, 20)}`;
  const options = dialect === 'fields' ? [option(tags.receiptedId, Buffer.from(`${id}\0`, 'latin1')), option(tags.state, Buffer.of(final.number))] : [];
  // From the phone to the sender, as if the phone had written it.
  return { from: to, to: from, esmClass: final.number === 1 ? 0x20 : 0x04, coding: 0, message: Buffer.from(said, 'latin1'), options };
}

/** By the centre's own clock, three hours east of Greenwich, and it does not say so. */
function minute(at: number): string {
  return new Date(at + 3 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(2, 12);
}
