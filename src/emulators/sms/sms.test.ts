import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { eventuallyHolds } from '../../../test/setup/eventually.ts';
import { fromGsm, fromWide, pieces, toGsm, toWide } from './letters.ts';
import { startSms, type RunningSms, type SmsStart } from './sms.ts';
import { Fields, ids, option, tags, text, unitsOf, writeUnit, type Unit } from './units.ts';

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

async function centre(how: Partial<SmsStart> = {}): Promise<RunningSms> {
  const running = await startSms({ port: 0, seed: 3, pace: 0.01, ...how });
  ending.push(() => running.stop());
  return running;
}

/** A desk of few words. */
class Caller {
  readonly socket: Socket;
  readonly heard: Unit[] = [];
  answersWith: number | null = 0;
  #sequence = 0;

  constructor(running: RunningSms) {
    let rest = Buffer.alloc(0) as Buffer;
    this.socket = connect(running.centre.port, '127.0.0.1').on('error', () => undefined);
    this.socket.on('data', (piece: Buffer) => {
      const read = unitsOf(Buffer.concat([rest, piece]));
      rest = read.rest;
      for (const unit of read.units) {
        this.heard.push(unit);
        if (unit.id === ids.deliver && this.answersWith !== null) this.socket.write(writeUnit(unit.id + 0x8000_0000, this.answersWith, unit.sequence, text('')));
      }
    });
    ending.push(async () => void this.socket.destroy());
  }

  async ask(id: number, body: Buffer = Buffer.alloc(0)): Promise<Unit> {
    this.#sequence += 1;
    const own = this.#sequence;
    this.socket.write(writeUnit(id, 0, own, body));
    let answer: Unit | undefined;
    await eventuallyHolds(() => {
      answer = this.heard.find((unit) => unit.sequence === own && unit.id >= 0x8000_0000);
      expect(answer).toBeDefined();
    });
    return answer!;
  }

  bind(id: number, { systemId = 'desk', password = 'open-sms', systemType = '', version = 0x34 } = {}): Promise<Unit> {
    return this.ask(id, Buffer.concat([text(systemId), text(password), text(systemType), Buffer.of(version, 0, 0), text('')]));
  }

  get brought(): readonly { readonly from: string; readonly esmClass: number; readonly coding: number; readonly message: Buffer }[] {
    return this.heard.filter(({ id }) => id === ids.deliver).map(({ body }) => {
      const fields = new Fields(body);
      fields.text(6);
      const [from] = [fields.party(21), fields.party(21)];
      const esmClass = fields.octet();
      fields.octets(2);
      fields.text(17);
      fields.text(17);
      fields.octets(2);
      const coding = fields.octet();
      fields.octet();
      return { from: from.address, esmClass, coding, message: fields.octets(fields.octet()) };
    });
  }
}

type Said = { serviceType?: string; fromTon?: number; fromNpi?: number; from?: string; toTon?: number; toNpi?: number; to?: string; esmClass?: number; schedule?: string; validity?: string; registered?: number; coding?: number; message?: Buffer; options?: Buffer[] };
function submit({ serviceType = '', fromTon = 1, fromNpi = 1, from = '390612345678', toTon = 1, toNpi = 1, to = '393331112233', esmClass = 0, schedule = '', validity = '', registered = 1, coding = 0, message = Buffer.from('Hello'), options = [] }: Said = {}): Buffer {
  return Buffer.concat([text(serviceType), Buffer.of(fromTon, fromNpi), text(from), Buffer.of(toTon, toNpi), text(to), Buffer.of(esmClass, 0, 0), text(schedule), text(validity), Buffer.of(registered, 0, coding, 0, message.length), message, ...options]);
}

describe('signing in', () => {
  test.each([
    ['with the right name and password', {}, 0],
    ['with another name', { systemId: 'other' }, 0x0f],
    ['with another password', { password: 'other' }, 0x0e],
    ['with a type of system that there is not', { systemType: 'VMS' }, 0x53],
    ['for both ways with an old version', { version: 0x33 }, 0x0d],
  ])('%s', async (_name, given, expected) => {
    const caller = new Caller(await centre());
    expect((await caller.bind(ids.bindTransceiver, given)).status).toBe(expected);
  });
  test('twice on one line, or more often than was agreed', async () => {
    const running = await centre({ account: { sessions: 1 } });
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    expect((await caller.bind(ids.bindTransmitter)).status).toBe(0x05);
    expect((await new Caller(running).bind(ids.bindReceiver)).status).toBe(0x05);
  });
  test('nobody may ask for anything before, but for signs of life', async () => {
    const caller = new Caller(await centre());
    expect((await caller.ask(ids.submit, submit())).status).toBe(0x04);
    expect((await caller.ask(ids.query, text('1'))).status).toBe(0x04);
    expect((await caller.ask(ids.enquire)).status).toBe(0);
  });
  test('who receives may not send', async () => {
    const caller = new Caller(await centre());
    await caller.bind(ids.bindReceiver);
    expect((await caller.ask(ids.submit, submit())).status).toBe(0x04);
  });
  test('good-bye ends the line', async () => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    expect((await caller.ask(ids.unbind)).status).toBe(0);
    await eventuallyHolds(() => expect(running.centre.bound()).toEqual([]));
  });
});

describe('what is refused', () => {
  const header = (total: number, place: number): Buffer => Buffer.of(5, 0, 3, 1, total, place);
  test.each<[string, Said, number]>([
    ['nothing about an ordinary message', {}, 0],
    ['nothing about a name that is registered', { fromTon: 5, fromNpi: 0, from: 'Desk' }, 0],
    ['a sender that is not registered', { fromTon: 5, fromNpi: 0, from: 'Other' }, 0x0a],
    ['a type of number of the sender', { fromTon: 7 }, 0x48],
    ['a numbering plan of the sender', { fromNpi: 2 }, 0x49],
    ['a plus in an international number', { to: '+393331112233' }, 0x0b],
    ['a number that begins with 0', { to: '0393331112233' }, 0x0b],
    ['a number that is too short', { to: '3933' }, 0x0b],
    ['letters for a number', { to: 'anna' }, 0x0b],
    ['a type of number', { toTon: 9 }, 0x50],
    ['a numbering plan', { toNpi: 5 }, 0x51],
    ['a kind of service', { serviceType: 'XYZ' }, 0x15],
    ['a receipt from a desk', { esmClass: 0x04 }, 0x43],
    ['a header that is none', { esmClass: 0x40, message: Buffer.of(9, 1, 2) }, 0x43],
    ['a wish for receipts that there is not', { registered: 3 }, 0x07],
    ['a coding', { coding: 0x0b }, 0x104],
    ['a time to send at', { schedule: 'tomorrow' }, 0x61],
    ['a time to send until', { validity: '1' }, 0x62],
    ['nothing to say', { message: Buffer.alloc(0) }, 0x01],
    ['161 letters', { message: Buffer.alloc(161, 0x61) }, 0x01],
    ['nothing about 160 letters', { message: Buffer.alloc(160, 0x61) }, 0],
    ['154 letters beside a header', { esmClass: 0x40, message: Buffer.concat([header(2, 1), Buffer.alloc(154, 0x61)]) }, 0x01],
    ['nothing about 153 letters beside a header', { esmClass: 0x40, message: Buffer.concat([header(2, 1), Buffer.alloc(153, 0x61)]) }, 0],
    ['71 wide letters', { coding: 8, message: toWide('я'.repeat(71)) }, 0x01],
    ['nothing about 70 wide letters', { coding: 8, message: toWide('я'.repeat(70)) }, 0],
    ['68 wide letters beside a header', { coding: 8, esmClass: 0x40, message: Buffer.concat([header(2, 1), toWide('я'.repeat(68))]) }, 0x01],
    ['nothing about a long text in a field of its own', { message: Buffer.alloc(0), options: [option(tags.payload, Buffer.alloc(500, 0x61))] }, 0],
    ['a text in both places', { options: [option(tags.payload, Buffer.from('x'))] }, 0x01],
    ['fields that are cut off', { options: [Buffer.of(4, 0x24, 0, 9, 1)] }, 0x02],
    ['a text that is too long for its field', { serviceType: 'ABCDEFG' }, 0x02],
  ])('%s', async (_name, said, expected) => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    const answer = await caller.ask(ids.submit, submit(said));
    expect(answer.status).toBe(expected);
    expect(running.book.entries).toHaveLength(expected === 0 ? 1 : 0);
    expect(answer.body.length > 1).toBe(expected === 0);
  });
  test('what it does not know, and what it cannot do', async () => {
    const caller = new Caller(await centre());
    await caller.bind(ids.bindTransmitter);
    expect(await caller.ask(0x0999)).toMatchObject({ id: 0x8000_0000, status: 0x03 });
    expect((await caller.ask(ids.query, text('1'))).status).toBe(0x67);
    expect((await caller.ask(ids.cancel, text('1'))).status).toBe(0x11);
    expect((await caller.ask(ids.replace, text('1'))).status).toBe(0x13);
  });
  test('a length that cannot be ends the line', async () => {
    const caller = new Caller(await centre());
    caller.socket.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await eventuallyHolds(() => expect(caller.heard).toMatchObject([{ id: 0x8000_0000, status: 0x02 }]));
    await eventuallyHolds(() => expect(caller.socket.destroyed || caller.socket.readableEnded).toBe(true));
  });
  test('more in a second than was agreed', async () => {
    const caller = new Caller(await centre({ account: { perSecond: 3 } }));
    await caller.bind(ids.bindTransmitter);
    const answers = await Promise.all(Array.from({ length: 5 }, () => caller.ask(ids.submit, submit())));
    expect(answers.map(({ status }) => status)).toEqual([0, 0, 0, 0x58, 0x58]);
  });
});

describe('faults', () => {
  test.each([['tooMany', [0x58, 0x14]], ['broken', [0x08]]] as const)('%s', async (fault, expected) => {
    const running = await centre();
    Object.assign(running.faults, { [fault]: 1 });
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    expect(expected).toContain((await caller.ask(ids.submit, submit())).status);
    expect(running.book.entries).toEqual([]);
  });
  test('an answer that is lost: the message is taken, and the line is gone', async () => {
    const running = await centre();
    Object.assign(running.faults, { answerLost: 1 });
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    caller.socket.write(writeUnit(ids.submit, 0, 99, submit()));
    await eventuallyHolds(() => expect(caller.socket.destroyed).toBe(true));
    expect(running.book.entries).toHaveLength(1);
    expect(caller.heard.some(({ sequence }) => sequence === 99)).toBe(false);
  });
  test('away: lines are cut and none comes about', async () => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    Object.assign(running.faults, { away: true });
    await eventuallyHolds(() => expect(caller.socket.destroyed).toBe(true));
    const other = new Caller(running);
    await eventuallyHolds(() => expect(other.socket.destroyed).toBe(true));
  });
  test('a line that gives no sign of life is given up', async () => {
    const running = await centre({ pace: 0.001 });
    const caller = new Caller(running);
    await caller.bind(ids.bindTransmitter);
    await eventuallyHolds(() => expect(running.centre.bound()).toEqual([]));
  });
});

describe('what comes to the desk', () => {
  test('a message, and its receipt, by whom and as whom they must come', async () => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindTransceiver);
    running.customers.write('+393331112233', { text: 'Привет' });
    await caller.ask(ids.submit, submit());
    await eventuallyHolds(() => expect(caller.brought).toHaveLength(2));
    expect(caller.brought).toContainEqual({ from: '393331112233', esmClass: 0, coding: 8, message: toWide('Привет') });
    const receipt = caller.brought.find(({ esmClass }) => esmClass === 4)!;
    expect(receipt.message.toString()).toMatch(/^id:[0-9A-F]{8} sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 text:Hello$/);
    await eventuallyHolds(() => expect(running.book.entries).toMatchObject([{ told: true }, { states: [{ state: 'accepted' }, { state: 'DELIVRD' }] }]));
  });
  test.each([[0, 0], [1, 1], [2, 0]])('receipts wanted as %i: %i of a delivered message', async (registered, receipts) => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindTransceiver);
    await caller.ask(ids.submit, submit({ registered }));
    await eventuallyHolds(() => expect(running.book.entries[0]!.states).toHaveLength(2));
    running.customers.write('+393331112233', { text: 'end' });
    await eventuallyHolds(() => expect(caller.brought).toHaveLength(receipts + 1));
  });
  test('a failure is told to who wants failures alone; who blocks gets nothing', async () => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindTransceiver);
    running.customers.block!('+393331112233');
    await caller.ask(ids.submit, submit({ registered: 2 }));
    await eventuallyHolds(() => expect(caller.brought).toMatchObject([{ esmClass: 4 }]));
    expect(caller.brought[0]!.message.toString()).toContain('stat:REJECTD');
    running.customers.unblock!('+393331112233');
    await caller.ask(ids.submit, submit());
    await eventuallyHolds(() => expect(caller.brought.at(-1)!.message.toString()).toContain('stat:DELIVRD'));
  });
  test('receipts that are missing', async () => {
    const running = await centre();
    Object.assign(running.faults, { receiptsMissing: 1 });
    const caller = new Caller(running);
    await caller.bind(ids.bindTransceiver);
    await caller.ask(ids.submit, submit());
    await eventuallyHolds(() => expect(running.book.entries[0]!.states).toHaveLength(2));
    expect(caller.brought).toEqual([]);
  });
  test('what the desk cannot take now comes again; what it refuses does not; what it leaves without an answer does', async () => {
    const running = await centre();
    const caller = new Caller(running);
    await caller.bind(ids.bindReceiver);
    caller.answersWith = 0x64;
    running.customers.write('+393331112233', { text: 'again' });
    await eventuallyHolds(() => expect(caller.brought.length).toBeGreaterThan(1));
    caller.answersWith = 0x65;
    await eventuallyHolds(() => expect(running.book.entries[0]!.states).toMatchObject([{ state: 'refused by the desk', detail: '0x65' }]));
    caller.answersWith = null;
    running.customers.write('+393331112233', { text: 'silence' });
    await eventuallyHolds(() => expect(caller.brought.at(-1)!.message.toString()).toBe('silence'));
    caller.socket.destroy();
    const next = new Caller(running);
    await next.bind(ids.bindReceiver);
    await eventuallyHolds(() => expect(running.book.entries[1]!.told).toBe(true));
  });
  test('told twice: the line breaks after the answer, and it comes once more', async () => {
    const running = await centre();
    Object.assign(running.faults, { duplicated: 1 });
    const caller = new Caller(running);
    await caller.bind(ids.bindReceiver);
    running.customers.write('+393331112233', { text: 'twice' });
    await eventuallyHolds(() => expect(caller.socket.destroyed).toBe(true));
    expect(running.book.entries[0]!.told).toBe(false);
    const next = new Caller(running);
    await next.bind(ids.bindReceiver);
    await eventuallyHolds(() => expect(running.book.entries[0]!.told).toBe(true));
    expect(next.brought).toHaveLength(1);
  });
  test('the same seed gives the same ids', async () => {
    const idsOf = async (): Promise<string> => {
      const caller = new Caller(await centre({ seed: 42 }));
      await caller.bind(ids.bindTransmitter);
      return (await caller.ask(ids.submit, submit())).body.toString();
    };
    expect(await idsOf()).toBe(await idsOf());
  });
});

test('a phone shows one message, in whatever order its parts came', async () => {
  const running = await centre();
  const caller = new Caller(running);
  await caller.bind(ids.bindTransmitter);
  for (const [place, said] of [[2, 'and the end'], [1, 'The beginning ']] as const) {
    await caller.ask(ids.submit, submit({ esmClass: 0x40, message: Buffer.concat([Buffer.of(5, 0, 3, 1, 2, place), Buffer.from(said)]) }));
  }
  expect(running.book.entries).toMatchObject([{ text: 'The beginning and the end', customer: '+393331112233' }]);
});

test('phones write any letters, and cut between them', () => {
  for (const said of ['Hello', '{€}[~]^|\\\f', 'Ωß@\n']) expect(fromGsm(toGsm(said)!)).toBe(said);
  expect(toGsm('я')).toBeNull();
  expect(fromWide(toWide('я🙂'))).toBe('я🙂');
  for (const said of [`${'a'.repeat(152)}€${'b'.repeat(50)}`, `${'я'.repeat(66)}🙂${'я'.repeat(50)}`]) {
    const { coding, pieces: cut } = pieces(said);
    expect(cut.map((piece) => (coding === 8 ? fromWide(piece) : fromGsm(piece))).join('')).toBe(said);
    expect(cut.every((piece) => piece.length <= (coding === 8 ? 134 : 153))).toBe(true);
  }
});

test('its page and its deeds are there', async () => {
  const running = await centre();
  expect((await fetch(running.page)).status).toBe(200);
  expect(await (await fetch(`${running.page}/about`)).json()).toMatchObject({ name: 'sms', deeds: ['write', 'block', 'unblock'], settings: { host: '127.0.0.1', port: running.centre.port } });
});
