// Signing in for real: passwords, OAuth2 tokens that expire, are rotated or refused, certificates, and the inbox's test button.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../../src/channels/email/channel.ts';
import { copiesKept } from '../../src/channels/email/connection/sent-folder.ts';
import { type Dovecot, startDovecot } from '../setup/dovecot.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import { startTokenServer, type TokenServer } from '../setup/token-server.ts';
import { type Desk, mailSettings, openDesk, outgoing, rawMail, startSink, subjects } from './email-desk.ts';

let dovecot: Dovecot;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot?.stop());
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const user = (): string => dovecot.users[0]!.name;

function desk(): Desk {
  const opened = openDesk();
  closing.push(() => opened.stop());
  return opened;
}

async function tokenServer(answer: Parameters<typeof startTokenServer>[0]): Promise<TokenServer> {
  const server = await startTokenServer(answer);
  closing.push(() => server.stop());
  return server;
}

let secret = 0;
const withTokens = (tokenUrl: string, smtpPort = 1): Record<string, unknown> => ({
  ...mailSettings(dovecot, smtpPort),
  imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user(), auth: 'oauth2' },
  smtp: smtpPort === 1 ? { host: '127.0.0.1', port: 1, secure: false, auth: 'none' } : { host: '127.0.0.1', port: smtpPort, secure: false, user: user(), auth: 'oauth2' },
  oauth2: { clientId: 'client', clientSecret: 'client secret', refreshToken: `refresh ${(secret += 1)}`, tokenUrl, scope: 'mail' },
});

async function listenWith(opened: Desk, settings: Record<string, unknown>): Promise<void> {
  const stop = await email.listen!(email.readConfig(settings), opened.io);
  closing.push(stop);
}

describe('OAuth2', () => {
  test('a token is fetched, kept, and a rotated refresh token is stored', async () => {
    dovecot.setToken(user(), 'access-1');
    const tokens = await tokenServer(() => ({ status: 200, body: { access_token: 'access-1', expires_in: 3600, refresh_token: 'rotated' } }));
    const opened = desk();
    await listenWith(opened, withTokens(tokens.url));
    await eventuallyHolds(() => expect(opened.health).toEqual(['connected']));
    expect(tokens.asked).toEqual([{ grant_type: 'refresh_token', client_id: 'client', client_secret: 'client secret', refresh_token: expect.stringMatching(/^refresh \d+$/), scope: 'mail' }]);
    expect(opened.secrets).toEqual({ 'oauth2.refreshToken': 'rotated' });
    await dovecot.disconnect();
    dovecot.deliver(user(), rawMail('second connection'));
    await eventuallyHolds(() => expect(subjects(opened)).toContain('second connection'));
    expect(tokens.asked).toHaveLength(1);
  });

  test('a token that the mail server no longer takes is renewed on the spot', async () => {
    dovecot.setToken(user(), 'fresh');
    const tokens = await tokenServer((_asked, count) => ({ status: 200, body: { access_token: count === 1 ? 'stale' : 'fresh', expires_in: 3600 } }));
    const opened = desk();
    await listenWith(opened, withTokens(tokens.url));
    await eventuallyHolds(() => expect(opened.health).toEqual(['connected']));
    expect(tokens.asked).toHaveLength(2);
  });

  test('a refused refresh token is said in its own words, and the inbox heals when consent is given again', async () => {
    dovecot.setToken(user(), 'access-2');
    let consent = false;
    const tokens = await tokenServer(() => (consent ? { status: 200, body: { access_token: 'access-2' } } : { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } }));
    const opened = desk();
    await listenWith(opened, withTokens(tokens.url));
    await eventuallyHolds(() => expect(opened.health).toEqual(['email.token-refused']));
    consent = true;
    await eventuallyHolds(() => expect(opened.health).toEqual(['email.token-refused', 'connected']));
  });

  test('a provider that is down is another matter than one that refuses', async () => {
    const opened = desk();
    const tokens = await tokenServer(() => ({ status: 503, body: '<html>down</html>' }));
    await listenWith(opened, withTokens(tokens.url));
    await eventuallyHolds(() => expect(opened.health).toEqual(['email.token-unreachable']));
    const nobody = desk();
    await listenWith(nobody, withTokens('http://127.0.0.1:1/token'));
    await eventuallyHolds(() => expect(nobody.health).toEqual(['email.token-unreachable']));
  });

  test('sending signs in by token too, and renews one that is refused', async () => {
    const seen: (string | undefined)[] = [];
    const server = await startSink({
      authOptional: false,
      authMethods: ['XOAUTH2'],
      onAuth: (auth, _session, done) => {
        seen.push(auth.accessToken);
        if (auth.username === user() && auth.accessToken === 'good') done(null, { user: auth.username });
        else done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
      },
    });
    closing.push(() => server.close());
    const tokens = await tokenServer((_asked, count) => ({ status: 200, body: { access_token: count === 1 ? 'bad' : 'good', expires_in: 3600 } }));
    const opened = desk();
    expect(await email.send(outgoing(), email.readConfig(withTokens(tokens.url, server.port)), opened.io)).toMatchObject({ ok: true });
    expect(seen).toEqual(['bad', 'good']);
    const refusing = await tokenServer(() => ({ status: 401, body: { error: 'invalid_client' } }));
    expect(await email.send(outgoing(), email.readConfig(withTokens(refusing.url, server.port)), opened.io)).toMatchObject({ ok: false, retry: 'later', code: 'email.token-refused' });
    expect(JSON.stringify(opened.logs)).not.toMatch(/good|client secret|refresh \d/);
  });
});

describe('encryption', () => {
  test('a certificate that nobody vouches for is refused, unless it is named or the check is switched off', async () => {
    const tls = { host: 'localhost', port: dovecot.tlsPort, secure: true, user: user(), password: dovecot.users[0]!.password };
    const server = await startSink();
    closing.push(() => server.close());
    const result = (more: Record<string, unknown>) => email.check!(email.readConfig(mailSettings(dovecot, server.port, { imap: tls, ...more })), desk().io);
    expect(await result({})).toMatchObject({ ok: false, problems: [{ code: 'email.certificate' }] });
    expect(await result({ tls: { ca: dovecot.certificate } })).toEqual({ ok: true });
    expect(await result({ tls: { rejectUnauthorized: false } })).toEqual({ ok: true });
  });
  test('a server that speaks no TLS on a TLS port', async () => {
    const settings = mailSettings(dovecot, 1, { imap: { host: '127.0.0.1', port: dovecot.port, secure: true, user: user(), password: 'x' } });
    const result = await email.check!(email.readConfig(settings), desk().io);
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual(['email.no-encryption', 'email.host-unreachable']);
  });
});

describe('the test button', () => {
  test('says that both ways work', async () => {
    const server = await startSink();
    closing.push(() => server.close());
    expect(await email.check!(email.readConfig(mailSettings(dovecot, server.port)), desk().io)).toEqual({ ok: true });
    expect(server.taken).toEqual([]);
  });
  test('names everything that does not, each in its own way, and no password', async () => {
    const server = await startSink({ authOptional: false, onAuth: (_auth, _session, done) => done(Object.assign(new Error('5.7.8 no'), { responseCode: 535 })) });
    closing.push(() => server.close());
    const settings = mailSettings(dovecot, server.port, { imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user(), password: 'not the password' }, smtp: { host: '127.0.0.1', port: server.port, secure: false, user: 'desk', password: 'nor this one' } });
    const result = await email.check!(email.readConfig(settings), desk().io);
    expect(result.ok ? [] : result.problems.map((problem) => [problem.code, problem.detail.slice(0, 4)])).toEqual([['email.login-refused', 'IMAP'], ['email.login-refused', 'SMTP']]);
    expect(JSON.stringify(result)).not.toMatch(/not the password|nor this one/);
  });
  test('a folder that is missing', async () => {
    const server = await startSink();
    closing.push(() => server.close());
    expect(await email.check!(email.readConfig(mailSettings(dovecot, server.port, { folder: 'Support/Nowhere' })), desk().io)).toEqual({ ok: false, problems: [{ code: 'email.folder-missing', detail: 'IMAP: Support/Nowhere' }] });
  });
});

describe('a copy of what was sent', () => {
  test('lies in the folder of sent mail, with its files, and is never taken in again', async () => {
    const server = await startSink();
    closing.push(() => server.close());
    const opened = desk();
    const attachments = [{ name: 'bill.pdf', mediaType: 'application/pdf', bytes: 11, contentId: null, hash: 'bb' }];
    const settings = mailSettings(dovecot, server.port, { sentFolder: 'Sent', folder: 'Sent', takeInDays: 3650 });
    expect(await email.send(outgoing({ attachments }), email.readConfig(settings), opened.io)).toMatchObject({ ok: true });
    await copiesKept();
    await listenWith(opened, settings);
    await eventuallyHolds(() => expect(opened.inputs).toHaveLength(1));
    expect(Buffer.from(opened.inputs[0]!.body).toString()).toContain(Buffer.from('bytes of bb').toString('base64'));
    expect(await email.receive(opened.inputs[0]!, email.readConfig(settings))).toMatchObject([{ kind: 'passed-over', because: 'own-message' }]);
  });
  test('a copy that cannot be kept does not undo the send', async () => {
    const server = await startSink();
    closing.push(() => server.close());
    const opened = desk();
    expect(await email.send(outgoing(), email.readConfig(mailSettings(dovecot, server.port, { sentFolder: 'Nowhere' })), opened.io)).toMatchObject({ ok: true });
    await copiesKept();
    expect(opened.logs).toEqual([expect.stringContaining('no copy in the folder of sent mail')]);
  });
});
