import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredId, canonical, idOfWhole, learn } from './message-id.ts';
import { readReceipt, type Stated } from './read-receipt.ts';
import { happenedAt } from './time.ts';

const receivedAt = '2026-11-22T10:05:07.000Z';

describe('receipts in the dialects of centres', () => {
  it.each<[string, string, Stated, { readonly id: string | null; readonly state: string; readonly error?: string | null; readonly done?: string | null } | null]>([
    ['as the specification has it', 'id:0A1B2C3D sub:001 dlvrd:001 submit date:2611221000 done date:2611221001 stat:DELIVRD err:000 text:Hello', {}, { id: '0A1B2C3D', state: 'delivered', error: '000', done: '2611221001' }],
    ['with capital names', 'Id:123 Sub:001 Dlvrd:001 Submit Date:2611221000 Done Date:2611221001 Stat:DELIVRD Err:000 Text:', {}, { id: '123', state: 'delivered', error: '000', done: '2611221001' }],
    ['with commas', 'id:123,sub:001,dlvrd:001,submit date:2611221000,done date:2611221001,stat:DELIVRD,err:000,text:Hello', {}, { id: '123', state: 'delivered', error: '000', done: '2611221001' }],
    ['with commas and spaces', 'id:123, sub:001, dlvrd:000, submit date:2611221000, done date:2611221001, stat:EXPIRED, err:255', {}, { id: '123', state: 'expired', error: '255', done: '2611221001' }],
    ['glued together', 'id:123sub:001dlvrd:001submit date:2611221000done date:2611221001stat:DELIVRDerr:000text:', {}, { id: '123', state: 'delivered', error: '000', done: '2611221001' }],
    ['names without their spaces', 'id:123 sub:001 dlvrd:001 submitdate:2611221000 donedate:2611221001 stat:DELIVRD err:0', {}, { id: '123', state: 'delivered', error: '0', done: '2611221001' }],
    ['names with underscores', 'id:123 sub:001 dlvrd:001 submit_date:2611221000 done_date:261122100130 stat:DELIVRD err:000', {}, { id: '123', state: 'delivered', error: '000', done: '261122100130' }],
    ['spaces after colons', 'id: 123 sub: 001 dlvrd: 001 submit date: 2611221000 done date: 2611221001 stat: DELIVRD err: 000 text: x', {}, { id: '123', state: 'delivered', error: '000', done: '2611221001' }],
    ['equal signs and semicolons', 'id=123;stat=UNDELIV;err=34;done date=2611221001', {}, { id: '123', state: 'undeliverable', error: '34', done: '2611221001' }],
    ['one field a line', 'id:123\r\nstat:REJECTD\r\nerr:012\r\ntext:', {}, { id: '123', state: 'rejected', error: '012', done: null }],
    ['in another order', 'stat:DELIVRD id:abc-77 err:000', {}, { id: 'abc-77', state: 'delivered', error: '000' }],
    ['an id of a UUID', 'id:0197c1f0-6a00-7000-8000-0000000000a1 stat:DELIVRD err:000', {}, { id: '0197c1f0-6a00-7000-8000-0000000000a1', state: 'delivered' }],
    ['without text, dates and counts', 'id:5 stat:DELIVRD', {}, { id: '5', state: 'delivered', error: null, done: null }],
    ['with words of its own for id and state', 'msgid:42 status:DELIVERED error:0', {}, { id: '42', state: 'delivered', error: '0' }],
    ['with long names', 'message_id:42 message_state:DELIVERED error code:7', {}, { id: '42', state: 'delivered', error: '7' }],
    ['the state as a number', 'id:42 stat:2 err:000', {}, { id: '42', state: 'delivered' }],
    ['the state as the number of a failure', 'id:42 stat:5 err:000', {}, { id: '42', state: 'undeliverable' }],
    ['the state in full', 'id:42 stat:UNDELIVERABLE err:000', {}, { id: '42', state: 'undeliverable' }],
    ['the state in small letters', 'id:42 stat:delivered err:000', {}, { id: '42', state: 'delivered' }],
    ['FAILED', 'id:42 stat:FAILED err:055', {}, { id: '42', state: 'undeliverable', error: '055' }],
    ['DELETED', 'id:42 stat:DELETED err:006', {}, { id: '42', state: 'deleted' }],
    ['UNKNOWN', 'id:42 stat:UNKNOWN err:255', {}, { id: '42', state: 'unknown' }],
    ['ACCEPTD', 'id:42 stat:ACCEPTD err:000', {}, { id: '42', state: 'taken by the network' }],
    ['ENROUTE', 'id:42 stat:ENROUTE err:000', {}, { id: '42', state: 'on its way' }],
    ['BUFFERED', 'id:42 stat:BUFFERED err:000', {}, { id: '42', state: 'on its way' }],
    ['a long text after it', 'id:42 sub:001 dlvrd:001 stat:DELIVRD err:000 text:stat:UNDELIV id:77 err:9', {}, { id: '42', state: 'delivered', error: '000' }],
    ['a text that names a state, glued', 'id:42stat:DELIVRDerr:000text:stat:EXPIRED', {}, { id: '42', state: 'delivered', error: '000' }],
    ['only some parts arrived', 'id:42 sub:003 dlvrd:002 stat:DELIVRD err:000', {}, { id: '42', state: 'on its way' }],
    ['counts that are never filled in', 'id:42 sub:001 dlvrd:000 stat:DELIVRD err:000', {}, { id: '42', state: 'delivered' }],
    ['quotation marks', '"id":"42","stat":"DELIVRD","err":"000"', {}, { id: '42', state: 'delivered', error: '000' }],
    ['only fields of the protocol', '', { id: '0A1B', state: 2 }, { id: '0A1B', state: 'delivered', error: null }],
    ['fields of the protocol go before the text', 'id:1 stat:ENROUTE err:000', { id: '2', state: 2 }, { id: '2', state: 'delivered', error: '000' }],
    ['the id in a field, the state in the text', 'stat:EXPIRED err:000', { id: '2' }, { id: '2', state: 'expired' }],
    ['the state in a field, the id in the text', 'id:77', { state: 8 }, { id: '77', state: 'rejected' }],
    ['a network’s error in a field', 'id:77 stat:UNDELIV', { networkError: Uint8Array.of(3, 0, 12) }, { id: '77', state: 'undeliverable', error: '012' }],
    ['an error field of another length', 'id:77 stat:UNDELIV err:9', { networkError: Uint8Array.of(12) }, { id: '77', state: 'undeliverable', error: '9' }],
    ['a number of a state that there is not', 'id:77 stat:DELIVRD', { state: 99 }, { id: '77', state: 'delivered' }],
    ['no id', 'stat:DELIVRD err:000', {}, { id: null, state: 'delivered' }],
    ['a state that nobody knows', 'id:77 stat:SOMETHING', {}, null],
    ['no state', 'id:77 err:000', {}, null],
    ['nothing', '', {}, null],
    ['an ordinary text', 'Hello, what is the state of my order?', {}, null],
  ])('%s', (_name, text, stated, expected) => {
    const receipt = readReceipt(text, stated);
    if (expected === null) expect(receipt).toBeNull();
    else expect(receipt).toMatchObject(expected);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.record({ id: fc.string(), state: fc.nat(300) }, { requiredKeys: [] }), (text, stated) => void readReceipt(text, stated)));
  });
});

describe('times', () => {
  it.each([
    ['a minute in the zone of the desk', '2611221001', '2026-11-22T10:01:00.000Z'],
    ['a minute three hours east', '2611221301', '2026-11-22T10:01:00.000Z'],
    ['a second in another zone', '261122050407', '2026-11-22T10:04:07.000Z'],
    ['four digits of the year', '20261122100130', '2026-11-22T10:01:30.000Z'],
    ['four digits, without seconds', '202611221001', '2026-11-22T10:01:00.000Z'],
    ['written for people', '2026-11-22 10:01:30', '2026-11-22T10:01:30.000Z'],
    ['with its zone', '2026-11-22T12:01:30+02:00', '2026-11-22T10:01:30.000Z'],
    ['hours ago, with its zone', '2026-11-22T05:00:00Z', '2026-11-22T05:00:00.000Z'],
    ['as the protocol writes times', '261122080000008+', '2026-11-22T06:00:00.000Z'],
    ['seconds since 1970', String(Date.parse('2026-11-22T10:01:30Z') / 1000), '2026-11-22T10:01:30.000Z'],
    ['milliseconds since 1970', String(Date.parse('2026-11-22T10:01:30Z')), '2026-11-22T10:01:30.000Z'],
    ['after it was received', '2026-11-22T12:00:00Z', receivedAt],
    ['long before', '2020-01-01T00:00:00Z', receivedAt],
    ['no time', 'soon', receivedAt],
    ['no such day', '2613451001', receivedAt],
    ['nothing', null, receivedAt],
  ])('%s', (_name, written, at) => expect(happenedAt(written, receivedAt)).toBe(at));

  it('never lie after the receipt', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{8,16}$/), (written) => {
      expect(happenedAt(written, receivedAt) <= receivedAt).toBe(true);
    }));
  });
});

describe('ids', () => {
  it('are compared without case and zeros in front', () => expect(['0A1B2C3D', 'a1b2c3d', ' 0000A1B2C3D ', '0', '000', 'x0-7'].map(canonical)).toEqual(['a1b2c3d', 'a1b2c3d', 'a1b2c3d', '0', '0', 'x0-7']));
  it('are turned from how the receipt writes them into how the answer did', () => {
    expect(answeredId('169552957', 'hex-to-decimal')).toBe('a1b2c3d');
    expect(answeredId('0A1B2C3D', 'decimal-to-hex')).toBe('169552957');
    expect(answeredId('0A1B2C3D', 'same')).toBe('a1b2c3d');
    expect(answeredId('no-number', 'hex-to-decimal')).toBe('no-number');
  });
  it('back and forth for any number', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n }), (number) => {
      expect(answeredId(number.toString(), 'hex-to-decimal')).toBe(canonical(number.toString(16)));
      expect(answeredId(number.toString(16), 'decimal-to-hex')).toBe(canonical(number.toString()));
    }));
  });
  it('are learned from a receipt about a message to the same number, and from no other', () => {
    const sent = new Map([['a1b2c3d', '+39333'], ['4660', '+39444']]);
    expect(learn('169552957', '+39333', (id) => sent.get(id))).toBe('hex-to-decimal');
    expect(learn('A1B2C3D', '+39333', (id) => sent.get(id))).toBe('same');
    expect(learn('1234', '+39444', (id) => sent.get(id))).toBe('decimal-to-hex');
    expect(learn('1234', '+39555', (id) => sent.get(id))).toBeNull();
  });
  it('of a whole message is none of its parts’', () => expect([idOfWhole(['a']), idOfWhole(['a', 'b', 'c'])]).toEqual(['a', 'a+2']));
});
