// Sending to a real SMTP server: what it takes, what it refuses, and what is honestly not known.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, test } from 'vitest';
import type { SMTPServerOptions } from 'smtp-server';
import { email } from '../../src/channels/email/channel.ts';
import type { EmailConfig } from '../../src/channels/email/config.ts';
import type { Outgoing, Sent } from '../../src/channels/channel.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import { openDesk, outgoing, type Sink, startSink, type Desk } from './email-desk.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const configFor = (port: number, more: Record<string, unknown> = {}): EmailConfig =>
  email.readConfig({
    imap: { host: '127.0.0.1', port: 1, secure: false, user: 'desk@example.test', password: 'x' },
    smtp: { host: '127.0.0.1', port, secure: false, auth: 'none' },
    senders: [{ name: 'Ордер Деск', address: 'desk@example.test', signature: 'Anna\nThe desk' }, { name: 'Second', address: 'second@example.test' }],
    plusAddressing: { on: true },
    signingSecret: 'a secret for tests, not for life',
    ...more,
  });

async function sink(options: SMTPServerOptions = {}): Promise<Sink> {
  const server = await startSink(options);
  closing.push(() => server.close());
  return server;
}

function desk(): Desk {
  const opened = openDesk();
  closing.push(() => opened.stop());
  return opened;
}

const sendTo = (port: number, message: Outgoing, more: Record<string, unknown> = {}, using = desk()): Promise<Sent> => email.send(message, configFor(port, more), using.io);
const answer = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

describe('what is sent', () => {
  test('a whole answer: people, threads, both forms of the text, signature', async () => {
    const server = await sink();
    const sent = await sendTo(server.port, outgoing({}, { recipients: { to: [{ name: 'Росси, Мария', address: 'maria@example.com' }], copy: [{ name: null, address: 'luca@почта.рф' }], blindCopy: [{ name: 'Boss', address: 'boss@example.com' }] } }));
    expect(sent).toMatchObject({ ok: true, externalId: email.externalIdOf!({ id: outgoing().message.id, key: 'k7dm2qaxpwz4tbcv', to: 'maria@example.com' }, configFor(1)) });
    const { from, to, source } = server.taken[0]!;
    expect(to).toEqual(['maria@example.com', 'luca@почта.рф', 'boss@example.com']);
    expect(source).toContain('luca@xn--80a1acny.xn--p1ai');
    expect(from).toMatch(/^desk\+b-k7dm2qaxpwz4tbcv-[0-9a-z]{25}[a-z2-7]{8}@example\.test$/);
    const mail = await simpleParser(source);
    expect(mail.messageId).toBe(`<${sent.ok ? sent.externalId : ''}>`);
    expect(mail.subject).toBe('Re: Your parcel [#1042]');
    expect(mail.from?.text).toBe('"Ордер Деск" <desk@example.test>');
    expect(mail.inReplyTo).toBe('<question-1@example.com>');
    expect(mail.references).toEqual([expect.stringMatching(/^<c\.k7dm2qaxpwz4tbcv\.[a-z2-7]{16}@example\.test>$/), '<question-1@example.com>']);
    expect(mail.replyTo?.value[0]?.address).toMatch(/^desk\+c-k7dm2qaxpwz4tbcv-[a-z2-7]{16}@example\.test$/);
    expect(mail.text).toBe('Good morning,\n\nit arrives on Friday.\n\n-- \nAnna\nThe desk\n');
    expect(mail.html).toContain('<p>it arrives on Friday.</p>');
    expect(mail.date?.toISOString()).toBe('2026-03-09T10:30:00.000Z');
    expect(source).not.toMatch(/boss@example|Auto-Submitted/i);
  });

  test('the customer’s answer to it finds its conversation', async () => {
    const server = await sink();
    await sendTo(server.port, outgoing());
    const mail = await simpleParser(server.taken[0]!.source);
    const reply = (headers: string) => email.receive({ kind: 'message', headers: {}, body: Buffer.from(`From: maria@example.com\r\n${headers}\r\n\r\nThank you\r\n`), receivedAt: '2026-03-10T10:00:00.000Z', key: null }, configFor(1));
    for (const headers of [`To: ${mail.replyTo!.text}`, `In-Reply-To: ${mail.messageId!}`, `References: ${(mail.references as string[])[0]!}`]) {
      expect((await reply(headers))[0]).toMatchObject({ kind: 'message', thread: { key: 'k7dm2qaxpwz4tbcv' } });
    }
    expect((await reply('To: desk@example.test'))[0]).toMatchObject({ kind: 'message', thread: { key: null } });
  });

  test('another sender of the inbox, formatted text with a picture inside, and a file', async () => {
    const server = await sink();
    const attachments = [
      { name: 'photo.png', mediaType: 'image/png', bytes: 14, contentId: 'photo@desk', hash: 'aa' },
      { name: 'Счёт за март.pdf', mediaType: 'application/pdf', bytes: 14, contentId: null, hash: 'bb' },
    ];
    const sent = await sendTo(server.port, outgoing({ html: '<p>See <img src="cid:photo@desk"></p>', attachments }, { from: { name: null, address: 'Second@example.test' } }));
    expect(sent.ok).toBe(true);
    const mail = await simpleParser(server.taken[0]!.source, { skipImageLinks: true });
    expect(mail.from?.text).toBe('"Second" <second@example.test>');
    expect(mail.html).toContain('<img src="cid:photo@desk">');
    expect(mail.html).not.toContain('The desk');
    const signed = (mine: string): Promise<Sent> => sendTo(server.port, outgoing({ text: `Hello${mine}`, html: '<p>Hello</p>' }));
    await signed('\n\n-- \nBoris\nAnna\nThe desk');
    await signed('');
    const [both, own] = await Promise.all(server.taken.slice(1).map(({ source: one }) => simpleParser(one)));
    expect(both!.text).toBe('Hello\n\n-- \nBoris\nAnna\nThe desk');
    expect(both!.html).toBe('<p>Hello</p><br><div><p>-- <br>\nBoris<br>\nAnna<br>\nThe desk</p></div>');
    expect(own!.html).toContain('The desk');
    expect(mail.attachments.map((file) => [file.filename, file.cid ?? null, file.contentDisposition, file.content.toString()])).toEqual([
      ['photo.png', 'photo@desk', 'inline', 'bytes of aa'],
      ['Счёт за март.pdf', null, 'attachment', 'bytes of bb'],
    ]);
  });

  test('what a machine writes says so and can bounce to nobody', async () => {
    const server = await sink();
    await sendTo(server.port, outgoing({ machineSent: true }));
    const { from, source } = server.taken[0]!;
    expect(from).toBe('');
    expect(source).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(source).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  });

  test('a retry carries the same Message-ID, other messages others', async () => {
    const server = await sink();
    const using = desk();
    await sendTo(server.port, outgoing(), {}, using);
    await sendTo(server.port, outgoing(), {}, using);
    await sendTo(server.port, outgoing({ id: '0199c0de-9999-7abc-8def-0123456789ab' }), {}, using);
    const ids = server.taken.map(({ source }) => /^Message-ID:\s+(.*)\r$/im.exec(source)?.[1]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test('a bounce is asked for under our own id, where the server can do that', async () => {
    const envelopes: unknown[] = [];
    const server = await sink({ hideDSN: false, onData: (stream, session, done) => void stream.resume().on('end', () => (envelopes.push(session.envelope), done())) });
    const sent = await sendTo(server.port, outgoing(), { deliveryReports: true });
    await sendTo(server.port, outgoing({ machineSent: true }));
    const id = sent.ok ? sent.externalId : '';
    expect(envelopes).toMatchObject([{ dsn: { envid: id, ret: 'HDRS' }, rcptTo: [{ dsn: { notify: expect.arrayContaining(['FAILURE', 'DELAY', 'SUCCESS']) } }] }, { dsn: { envid: null } }]);
  });

  test('nothing that is typed becomes a header of its own', async () => {
    const server = await sink();
    const wicked = 'Hello\r\nBcc: victim@example.com\r\n\r\nbody';
    await sendTo(server.port, outgoing({ subject: wicked, attachments: [{ name: `a\r\nX-Evil: 1"; x="y.txt`, mediaType: 'text/plain', bytes: 3, contentId: null, hash: 'cc' }] }, { recipients: { to: [{ name: 'x"\r\nX-Evil: 1 <evil@example.com>', address: 'maria@example.com' }], copy: [], blindCopy: [] } }));
    const { to, source } = server.taken[0]!;
    expect(to).toEqual(['maria@example.com']);
    expect(source).not.toMatch(/^(Bcc|X-Evil):/im);
    const mail = await simpleParser(source);
    expect((mail.to as { value: { address?: string }[] }).value.map((one) => one.address)).toEqual(['maria@example.com']);
  });

  test('one connection serves several messages and is closed with the process', async () => {
    let connections = 0;
    const server = await sink({ onConnect: (_session, done) => ((connections += 1), done()) });
    const using = desk();
    for (let at = 0; at < 3; at += 1) await sendTo(server.port, outgoing(), {}, using);
    expect(connections).toBe(1);
    using.stop();
    await eventuallyHolds(async () => expect(await new Promise((resolve) => server.server.server.getConnections((_error, open) => resolve(open)))).toBe(0));
  });
});

describe('what is refused', () => {
  const cases: readonly [string, SMTPServerOptions, Partial<Extract<Sent, { ok: false }>>][] = [
    ['an unknown recipient', { onRcptTo: (_a, _s, done) => done(answer(550, '5.1.1 User unknown')) }, { retry: 'never', code: 'email.recipient-refused' }],
    ['a full mailbox', { onRcptTo: (_a, _s, done) => done(answer(552, '5.2.2 Mailbox full')) }, { retry: 'never', code: 'email.mailbox-full' }],
    ['a policy', { onData: (stream, _s, done) => void stream.resume().on('end', () => done(answer(554, '5.7.1 Rejected as spam'))) }, { retry: 'never', code: 'email.refused-by-policy' }],
    ['the sender', { onMailFrom: (_a, _s, done) => done(answer(550, '5.7.1 Sender not allowed')) }, { retry: 'never', code: 'email.sender-refused' }],
    ['greylisting', { onRcptTo: (_a, _s, done) => done(answer(450, '4.2.0 Greylisted, please try again in 5 minutes')) }, { retry: 'later', code: 'email.greylisted', retryAfterSeconds: 305 }],
    ['a busy server', { onData: (stream, _s, done) => void stream.resume().on('end', () => done(answer(451, '4.3.0 Try again later'))) }, { retry: 'later', code: 'email.server-busy' }],
    ['too large, said by the server', { size: 1000 }, { retry: 'never', code: 'email.message-too-large' }],
  ];
  test.each(cases)('%s', async (_name, options, expected) => {
    const server = await sink(options);
    const sent = await sendTo(server.port, outgoing());
    expect(sent).toMatchObject({ ok: false, ...expected });
    expect(server.taken).toEqual([]);
  });

  test('after a refusal the next message goes out', async () => {
    let first = true;
    const server = await sink({ onRcptTo: (_a, _s, done) => (first ? ((first = false), done(answer(550, '5.1.1 User unknown'))) : done()) });
    const using = desk();
    expect((await sendTo(server.port, outgoing(), {}, using)).ok).toBe(false);
    expect((await sendTo(server.port, outgoing(), {}, using)).ok).toBe(true);
  });

  test('a refused copy is told, a refused customer is a failure', async () => {
    const refuse = (refused: string): SMTPServerOptions => ({ onRcptTo: (address, _s, done) => done(address.address === refused ? answer(550, '5.1.1 no') : null) });
    const recipients = { to: [{ name: null, address: 'maria@example.com' }], copy: [{ name: null, address: 'luca@example.com' }], blindCopy: [] };
    expect(await sendTo((await sink(refuse('luca@example.com'))).port, outgoing({}, { recipients }))).toMatchObject({ ok: true, copiesMissed: 'luca@example.com' });
    expect(await sendTo((await sink(refuse('maria@example.com'))).port, outgoing({}, { recipients }))).toMatchObject({ ok: false, retry: 'never', code: 'email.recipient-refused' });
  });

  test('what cannot go is stopped before anybody is called', async () => {
    const large = [{ name: 'film.mp4', mediaType: 'video/mp4', bytes: 40_000_000, contentId: null, hash: 'dd' }];
    expect(await sendTo(1, outgoing({ attachments: large }))).toMatchObject({ ok: false, retry: 'never', code: 'email.message-too-large' });
    expect(await sendTo(1, outgoing({}, { from: { name: null, address: 'boss@elsewhere.example' } }))).toMatchObject({ ok: false, retry: 'never', code: 'email.sender-unknown' });
    expect(await sendTo(1, outgoing({}, { to: 'no address' }))).toMatchObject({ ok: false, retry: 'never', code: 'email.address-unusable' });
  });

  test('a wrong password', async () => {
    const server = await sink({ authOptional: false, onAuth: (_auth, _session, done) => done(answer(535, '5.7.8 bad credentials')) });
    expect(await sendTo(server.port, outgoing(), { smtp: { host: '127.0.0.1', port: server.port, secure: false, user: 'desk', password: 'wrong' } })).toMatchObject({ ok: false, retry: 'later', code: 'email.login-refused' });
  });

  test('nobody there', async () => expect(await sendTo(1, outgoing())).toMatchObject({ ok: false, retry: 'later', code: 'email.host-unreachable' }));
  test('a name that nobody knows', async () => {
    expect(await sendTo(25, outgoing(), { smtp: { host: 'nowhere.invalid', port: 25, secure: false, auth: 'none' } })).toMatchObject({ ok: false, retry: 'later', code: 'email.host-unknown' });
  });
});

describe('what is not known', () => {
  /** An SMTP server that speaks by script and hangs up where the test says. */
  async function script(cutAt: 'greeting' | 'data' | 'half' | 'end'): Promise<number> {
    const server = createServer((socket: Socket) => {
      let body = '';
      let inData = false;
      socket.on('error', () => {});
      if (cutAt === 'greeting') return void socket.destroy();
      socket.write('220 script\r\n');
      socket.on('data', (chunk) => {
        if (inData) {
          body += chunk.toString();
          if (cutAt === 'half' || (cutAt === 'end' && body.endsWith('\r\n.\r\n'))) socket.destroy();
          return;
        }
        for (const line of chunk.toString().split('\r\n').filter((text) => text !== '')) {
          if (!/^DATA/i.test(line)) socket.write('250 ok\r\n');
          else if (cutAt === 'data') socket.destroy();
          else {
            inData = true;
            socket.write('354 go on\r\n');
          }
        }
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    return (server.address() as AddressInfo).port;
  }

  test.each([['greeting', 'later'], ['data', 'later'], ['end', 'unknown']] as const)('the connection breaks at %s: %s', async (cutAt, retry) => {
    expect(await sendTo(await script(cutAt), outgoing())).toMatchObject({ ok: false, retry });
  });

  test('the connection breaks in the middle of a large file: the server cannot have it', async () => {
    const using = desk();
    const endless = new Readable({ read() { this.push(Buffer.alloc(65_536, 97)); } });
    Object.assign(using.io, { openBlob: () => Promise.resolve(endless) });
    const attachments = [{ name: 'large.bin', mediaType: 'application/octet-stream', bytes: 1000, contentId: null, hash: 'ee' }];
    expect(await sendTo(await script('half'), outgoing({ attachments }), {}, using)).toMatchObject({ ok: false, retry: 'later' });
  });

  test('a file that cannot be read stops the message and is named', async () => {
    const server = await sink();
    const using = desk();
    const attachments = [{ name: 'lost.pdf', mediaType: 'application/pdf', bytes: 3, contentId: null, hash: 'ff' }];
    Object.assign(using.io, { openBlob: () => Promise.reject(new Error('no such blob')) });
    expect(await sendTo(server.port, outgoing({ attachments }), {}, using)).toMatchObject({ ok: false, retry: 'later', code: 'email.attachment-unreadable', reason: expect.stringContaining('lost.pdf') });
    const breaking = new PassThrough();
    breaking.write('half of it');
    setTimeout(() => breaking.destroy(new Error('disk failed')), 50);
    Object.assign(using.io, { openBlob: () => Promise.resolve(breaking) });
    expect(await sendTo(server.port, outgoing({ attachments }), {}, using)).toMatchObject({ ok: false, retry: 'later', code: 'email.attachment-unreadable' });
    expect(server.taken).toEqual([]);
  });
});
