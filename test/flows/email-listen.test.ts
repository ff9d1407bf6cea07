// Listening to a real IMAP server: nothing lost, nothing twice, whatever happens to the connection, the server or the database.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { email } from '../../src/channels/email/channel.ts';
import type { Stop } from '../../src/channels/channel.ts';
import { type Dovecot, startDovecot } from '../setup/dovecot.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import { type Desk, mailSettings, openDesk, rawMail, subjects } from './email-desk.ts';

let dovecot: Dovecot;
let stops: (() => Promise<void>)[] = [];
let user = '';
let count = 0;

beforeAll(async () => {
  dovecot = await startDovecot(Array.from({ length: 20 }, (_, at) => ({ name: `u${at}@example.test`, password: `password ${at}` })));
});
afterAll(() => dovecot?.stop());
beforeEach(() => {
  user = dovecot.users[count]!.name;
  count += 1;
});
afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});

const settings = (more: Record<string, unknown> = {}): Record<string, unknown> => {
  const account = dovecot.users.find((one) => one.name === user)!;
  return { ...mailSettings(dovecot, 1), imap: { host: dovecot.host, port: dovecot.port, secure: false, user: account.name, password: account.password }, ...more };
};

async function listenTo(desk: Desk, more: Record<string, unknown> = {}): Promise<Stop> {
  const stop = await email.listen!(email.readConfig(settings(more)), desk.io);
  stops.push(stop);
  return stop;
}


describe('listening', () => {
  test('mail that was there and mail that comes are taken in once, in order, and stay unread', async () => {
    dovecot.deliver(user, rawMail('was there'));
    const desk = openDesk();
    await listenTo(desk);
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['was there']));
    dovecot.deliver(user, rawMail('came by idle'));
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['was there', 'came by idle']));
    expect(desk.health).toEqual(['connected']);
    expect(desk.inputs.map((input) => input.key)).toEqual([`${desk.inputs[0]!.headers['uidvalidity']!}:1`, `${desk.inputs[0]!.headers['uidvalidity']!}:2`]);
    expect(desk.inputs[0]!.headers['internaldate']).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(await flags()).toEqual([[], []]);
  });

  test('a restart goes on where it left off, whether a mail was read elsewhere or not', async () => {
    const first = openDesk();
    dovecot.deliver(user, rawMail('one'));
    const stop = await listenTo(first);
    await eventuallyHolds(() => expect(subjects(first)).toEqual(['one']));
    await stop();
    dovecot.deliver(user, rawMail('two'));
    await withClient(async (client) => void (await client.messageFlagsAdd('1:*', ['\\Seen'])));
    const second = openDesk({ inputs: first.inputs, cursor: first.cursor.value });
    await listenTo(second);
    await eventuallyHolds(() => expect(subjects(second)).toEqual(['one', 'two']));
  });

  test('taken-in mail is marked as read only where that is wanted', async () => {
    dovecot.deliver(user, rawMail('mark me'));
    const desk = openDesk();
    await listenTo(desk, { markSeen: true });
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['mark me']));
    await eventuallyHolds(async () => expect(await flags()).toEqual([['\\Seen']]));
  });

  test('old mail is left alone when the inbox is new', async () => {
    dovecot.deliver(user, rawMail('long ago'));
    const desk = openDesk();
    await listenTo(desk, { takeInDays: 0 });
    await eventuallyHolds(() => expect(desk.counts).toHaveLength(1));
    expect(desk.counts[0]).toMatchObject({ found: 0, takenIn: 0, fetchedNow: 0 });
    dovecot.deliver(user, rawMail('new'));
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['new']));
  });

  test('a mail above the limit comes in with its beginning and says so', async () => {
    dovecot.deliver(user, rawMail('huge', `X-Filler: ${'x'.repeat(200)}\r\n`) + 'y'.repeat(400_000));
    const desk = openDesk();
    await listenTo(desk, { maxBytes: 100_000 });
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['huge']));
    expect(desk.inputs[0]!.body.length).toBe(262_144);
    const [message] = await email.receive(desk.inputs[0]!, email.readConfig(settings()));
    expect(message).toMatchObject({ kind: 'message', notices: ['email.too-large'], content: { subject: 'huge' } });
  });

  test('thirty megabytes come in whole, byte for byte', async () => {
    const file = randomBytes(21_500_000);
    const source = Buffer.from(`${rawMail('thirty', 'Content-Type: multipart/mixed; boundary=b\r\n').split('\r\n\r\n')[0]!}\r\n\r\n--b\r\n\r\nThe plan is attached.\r\n--b\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`);
    expect(source.length).toBeGreaterThan(29_000_000);
    dovecot.deliver(user, source);
    const desk = openDesk();
    await listenTo(desk);
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['thirty']));
    const [message] = await email.receive(desk.inputs[0]!, email.readConfig(settings()));
    if (message?.kind !== 'message') throw new Error('no message');
    expect(message.content.text).toBe('The plan is attached.');
    expect(Buffer.compare(Buffer.from(message.content.attachments[0]!.content as Uint8Array), file)).toBe(0);
    expect(message.notices).toBeUndefined();
  });

  test('many mails come in batches, each stored before the next', async () => {
    for (let at = 0; at < 130; at += 1) dovecot.deliver(user, rawMail(`mail ${at}`));
    const desk = openDesk();
    const sizes: number[] = [];
    const deliver = desk.io.deliver.bind(desk.io);
    Object.assign(desk.io, { deliver: (inputs: readonly never[], cursor: unknown) => (sizes.push(inputs.length), deliver(inputs, cursor)) });
    await listenTo(desk);
    await eventuallyHolds(() => expect(desk.inputs).toHaveLength(130));
    expect(sizes).toEqual([0, 50, 50, 30]);
    expect(new Set(subjects(desk)).size).toBe(130);
  });
});

describe('when things break', () => {
  test('a cut connection is taken up again and nothing is lost or doubled', async () => {
    const desk = openDesk();
    await listenTo(desk);
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    await dovecot.disconnect();
    dovecot.deliver(user, rawMail('while away'));
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['while away']));
  });

  test('a database that fails leaves the mail where it is, and it comes in afterwards', async () => {
    const desk = openDesk();
    await listenTo(desk);
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    desk.failNext = new Error('database lost');
    dovecot.deliver(user, rawMail('not lost'));
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['not lost']));
    expect(desk.health).toEqual(['connected', 'email.cannot-store', 'connected']);
  });

  test('a mail that the desk does not have is found by reconciliation and counted', async () => {
    for (const subject of ['a', 'b', 'c']) dovecot.deliver(user, rawMail(subject));
    const first = openDesk();
    const stop = await listenTo(first);
    await eventuallyHolds(() => expect(first.counts).toHaveLength(1));
    expect(first.counts[0]).toMatchObject({ found: 3, takenIn: 3, fetchedNow: 0 });
    await stop();
    const second = openDesk({ inputs: first.inputs.filter((_, at) => at !== 1), cursor: first.cursor.value });
    await listenTo(second);
    await eventuallyHolds(() => expect(second.counts).toHaveLength(1));
    expect(second.counts[0]).toMatchObject({ found: 3, takenIn: 3, fetchedNow: 1 });
    expect(subjects(second).toSorted()).toEqual(['a', 'b', 'c']);
    expect(second.cursor.value).toEqual(first.cursor.value);
  });

  test('what nobody can remember any more is not fetched again at every reconciliation', async () => {
    dovecot.deliver(user, rawMail('forgotten'), undefined, new Date(Date.now() - 5 * 86_400_000));
    dovecot.deliver(user, rawMail('remembered'));
    const first = openDesk();
    const stop = await listenTo(first, { takeInDays: 10 });
    await eventuallyHolds(() => expect(subjects(first).toSorted()).toEqual(['forgotten', 'remembered']));
    await stop();
    const kept = first.inputs.filter((input) => Buffer.from(input.body).includes('remembered'));
    const second = openDesk({ inputs: kept, cursor: first.cursor.value }, { rememberedDays: 3 });
    await listenTo(second);
    await eventuallyHolds(() => expect(second.counts).toHaveLength(1));
    expect(second.counts[0]).toMatchObject({ found: 1, takenIn: 1, fetchedNow: 0 });
    // While it should be remembered, it is missed.
    const third = openDesk({ inputs: kept, cursor: first.cursor.value }, { rememberedDays: 30 });
    await listenTo(third);
    await eventuallyHolds(() => expect(third.counts).toHaveLength(1));
    expect(third.counts[0]).toMatchObject({ found: 2, takenIn: 2, fetchedNow: 1 });
  });

  test('when the server forgets its UIDs everything is read again, under the same ids', async () => {
    dovecot.deliver(user, rawMail('kept'));
    const first = openDesk();
    const stop = await listenTo(first);
    await eventuallyHolds(() => expect(subjects(first)).toEqual(['kept']));
    await stop();
    await dovecot.stopServer();
    dovecot.forgetUids(user);
    await dovecot.start();
    const second = openDesk({ inputs: first.inputs, cursor: first.cursor.value });
    await listenTo(second);
    await eventuallyHolds(() => expect(subjects(second)).toEqual(['kept', 'kept']));
    const config = email.readConfig(settings());
    const ids = await Promise.all(second.inputs.map(async (input) => (await email.receive(input, config))[0]));
    expect(ids[0]).toMatchObject({ kind: 'message', externalId: 'kept@example.com' });
    expect(ids.map((one) => one?.kind === 'message' && [one.externalId, one.fingerprint].join())).toEqual([ids[0], ids[0]].map((one) => one?.kind === 'message' && [one.externalId, one.fingerprint].join()));
  });

  test('another mailbox begins anew instead of trusting a cursor that is not its own', async () => {
    dovecot.deliver(user, rawMail('in the other one'));
    const desk = openDesk({ inputs: [], cursor: { mailbox: 'somebody@else/INBOX', uidValidity: '1', firstUid: 1, lastUid: 5000, since: '2026-01-01T00:00:00.000Z' } });
    await listenTo(desk);
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['in the other one']));
    const broken = openDesk({ inputs: [], cursor: { nonsense: true } });
    await listenTo(broken);
    await eventuallyHolds(() => expect(subjects(broken)).toEqual(['in the other one']));
  });

  test('a server that goes away is said to be gone, and comes back by itself', async () => {
    const desk = openDesk();
    await listenTo(desk);
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected']));
    await dovecot.stopServer();
    await eventuallyHolds(() => expect(desk.health).toEqual(['connected', 'email.host-unreachable']));
    await dovecot.start();
    dovecot.deliver(user, rawMail('back again'));
    await eventuallyHolds(() => expect(subjects(desk)).toEqual(['back again']));
    await eventuallyHolds(() => expect(desk.health.at(-1)).toBe('connected'));
  });

  test('a refused password is said in its own words, without the password, and heals when it is right again', async () => {
    dovecot.setPassword(user, 'changed by somebody');
    // Dovecot looks at its password file once a second at most.
    await pause(1100);
    const desk = openDesk();
    const problems: string[] = [];
    const { health } = desk.io;
    Object.assign(desk.io, { health: (state: Parameters<typeof health>[0]) => (problems.push(JSON.stringify(state)), health(state)) });
    await listenTo(desk);
    await eventuallyHolds(() => expect(desk.health).toEqual(['email.login-refused']));
    const { password } = dovecot.users.find((one) => one.name === user)!;
    expect(problems.join()).not.toContain(password);
    dovecot.setPassword(user, password);
    await eventuallyHolds(() => expect(desk.health).toEqual(['email.login-refused', 'connected']));
  });

  test('a folder that is not there is named', async () => {
    const desk = openDesk();
    await listenTo(desk, { folder: 'Nowhere' });
    await eventuallyHolds(() => expect(desk.health).toEqual(['email.folder-missing']));
  });

  test('stopping ends at once, even while nothing can be reached', async () => {
    const desk = openDesk();
    const stop = await listenTo(desk, { imap: { host: '127.0.0.1', port: 1, secure: false, user: 'x', password: 'y' } });
    await eventuallyHolds(() => expect(desk.health).toEqual(['email.host-unreachable']));
    await stop();
    expect(desk.inputs).toEqual([]);
  });
});

async function withClient<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const account = dovecot.users.find((one) => one.name === user)!;
  const client = new ImapFlow({ host: dovecot.host, port: dovecot.port, secure: false, auth: { user: account.name, pass: account.password }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    return await work(client);
  } finally {
    await client.logout();
  }
}

const flags = (): Promise<string[][]> =>
  withClient(async (client) => {
    const all: string[][] = [];
    for await (const message of client.fetch('1:*', { flags: true })) all.push([...(message.flags ?? [])].filter((flag) => flag !== '\\Recent'));
    return all;
  });
