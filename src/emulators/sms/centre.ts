// The message centre's side of SMPP: who may sign in, in which state what may be asked, and signs of life in both directions.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Dice, Faults } from '../faults.ts';
import type { Bringer, Receiver } from './bringing.ts';
import { refusalOf, status } from './rules.ts';
import { answerBit, ids, option, readBind, readSubmit, tags, text, unitsOf, WrongLength, writeUnit, type Submit, type Unit } from './units.ts';

export type Account = { readonly systemId: string; readonly password: string; readonly senders: readonly string[]; readonly sessions: number; readonly perSecond: number };

/** `before`: what must go out before the answer does. */
export type Taken = { readonly id: string; readonly before?: () => void };

export type CentreParts = { readonly account: Account; readonly faults: Faults; readonly chance: Dice; readonly pace: number; readonly bringer: Bringer; readonly take: (submit: Submit) => Taken };

export interface Centre {
  readonly port: number;
  /** Who is signed in, by how. */
  bound(): readonly string[];
  /** How often a desk has asked whether we are there, and has answered that it is. */
  readonly signs: { asked: number; answered: number };
  /** Ends every session without a word. */
  cut(): void;
  stop(): Promise<void>;
}

const aliveMs = 30_000;
const mostUnanswered = 2;
const binds: Readonly<Record<number, string>> = { [ids.bindReceiver]: 'receiver', [ids.bindTransmitter]: 'transmitter', [ids.bindTransceiver]: 'transceiver' };

type Line = { readonly socket: Socket; bound: string | null; sequence: number; unanswered: number; readonly receiver: Receiver };

export async function openCentre(port: number, parts: CentreParts): Promise<Centre> {
  const lines = new Set<Line>();
  const { faults, bringer, pace } = parts;
  const sent: number[] = [];
  const signs = { asked: 0, answered: 0 };
  const server = createServer((socket) => {
    if (faults.away) return void socket.destroy();
    const line = lineOf(socket);
    lines.add(line);
    let rest = Buffer.alloc(0) as Buffer;
    socket.on('data', (piece: Buffer) => {
      if (faults.away) return void socket.destroy();
      const read = unitsOf(Buffer.concat([rest, piece]));
      rest = read.rest;
      for (const unit of read.units) answer(unit, line, { ...parts, lines, sent, signs });
      if (read.broken) socket.end(writeUnit(answerBit, status.commandLength, 0));
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      lines.delete(line);
      bringer.leave(line.receiver);
    });
  });
  const alive = setInterval(() => {
    for (const line of lines) {
      if (line.bound === null) continue;
      if (line.unanswered >= mostUnanswered) line.socket.destroy();
      else if (line.receiver.ask(ids.enquire, Buffer.alloc(0)) !== null) line.unanswered += 1;
    }
  }, Math.max(1_000, aliveMs * pace));
  const gone = setInterval(() => {
    if (faults.away) for (const { socket } of lines) socket.destroy();
  }, 50);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const { socket } of lines) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    bound: () => [...lines].flatMap(({ bound }) => (bound === null ? [] : [bound])),
    cut, signs,
    stop: () => new Promise((resolve) => {
      clearInterval(alive);
      clearInterval(gone);
      server.close(() => resolve());
      cut();
    }),
  };
}

function lineOf(socket: Socket): Line {
  const line: Line = {
    socket, bound: null, sequence: 0, unanswered: 0,
    receiver: {
      ask: (id, body) => {
        if (!socket.writable) return null;
        line.sequence += 1;
        socket.write(writeUnit(id, 0, line.sequence, body));
        return line.sequence;
      },
      cut: () => void socket.destroy(),
    },
  };
  return line;
}

type Around = CentreParts & { readonly lines: ReadonlySet<Line>; readonly sent: number[]; readonly signs: Centre['signs'] };

function answer(unit: Unit, line: Line, around: Around): void {
  const { socket } = line;
  if (unit.id >= answerBit) {
    line.unanswered = 0;
    if (unit.id === ids.enquire + answerBit) around.signs.answered += 1;
    around.bringer.answered(line.receiver, unit.sequence, unit.status);
    return;
  }
  const say = (code: number, body?: Buffer): void => {
    if (socket.writable) socket.write(writeUnit(unit.id + answerBit, code, unit.sequence, body));
  };
  try {
    if (binds[unit.id] !== undefined) return bind(unit, line, say, around);
    if (unit.id === ids.enquire) {
      around.signs.asked += 1;
      return say(status.ok);
    }
    if (unit.id === ids.unbind) {
      say(status.ok);
      return void socket.end();
    }
    if (unit.id === ids.submit) return submit(unit, line, say, around);
    const refused = new Map<number, number>([[ids.query, status.query], [ids.cancel, status.cancel], [ids.replace, status.replace]]).get(unit.id);
    if (refused !== undefined) return say(line.bound === 'transmitter' || line.bound === 'transceiver' ? refused : status.bindState);
    socket.write(writeUnit(answerBit, status.command, unit.sequence));
  } catch (error) {
    if (!(error instanceof WrongLength)) throw error;
    say(status.commandLength);
  }
}

type Say = (code: number, body?: Buffer) => void;

function bind(unit: Unit, line: Line, say: Say, { account, lines, bringer }: Around): void {
  if (line.bound !== null) return say(status.alreadyBound);
  const { systemId, password, systemType, version } = readBind(unit.body);
  if (systemId !== account.systemId) return say(status.systemId);
  if (password !== account.password) return say(status.password);
  if (systemType !== '' && systemType !== 'SMPP') return say(status.systemType);
  // Version 3.3 knows no sessions for both ways, nor optional fields.
  if (version < 0x34 && unit.id === ids.bindTransceiver) return say(status.bindFailed);
  if ([...lines].filter(({ bound }) => bound !== null).length >= account.sessions) return say(status.alreadyBound);
  line.bound = binds[unit.id]!;
  say(status.ok, Buffer.concat([text('CENTRE'), option(tags.version, Buffer.of(0x34))]));
  if (line.bound !== 'transmitter') bringer.join(line.receiver);
}

function submit(unit: Unit, line: Line, say: Say, { account, faults, chance, take, sent }: Around): void {
  if (line.bound !== 'transmitter' && line.bound !== 'transceiver') return say(status.bindState);
  const read = readSubmit(unit.body);
  const refused = refusalOf(read, account.senders);
  if (refused !== 0) return say(refused);
  const now = Date.now();
  while (sent.length > 0 && sent[0]! <= now - 1_000) sent.shift();
  if (sent.length >= account.perSecond) return say(status.throttled);
  if (chance.falls(faults.tooMany)) return say(chance.below(2) === 0 ? status.throttled : status.queueFull);
  if (chance.falls(faults.broken)) return say(status.system);
  sent.push(now);
  const { id, before } = take(read);
  if (chance.falls(faults.answerLost)) return void line.socket.destroy();
  before?.();
  say(status.ok, text(id));
}
