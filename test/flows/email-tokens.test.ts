// An inbox that signs in by OAuth2, on a whole desk. The provider is a strict one: it gives a new refresh token with every access
// token and takes each of them once.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConversationView, InboxView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import { Browser } from '../setup/client.ts';
import { administrator, startDesk, type TestDesk } from '../setup/desk.ts';
import { type Dovecot, startDovecot } from '../setup/dovecot.ts';
import { eventually } from '../setup/eventually.ts';
import { startTokenServer, type TokenServer } from '../setup/token-server.ts';
import { rawMail, startSink, type Sink } from './email-desk.ts';

describe.each(databaseKinds())('tokens that are rotated, on %s', (kind) => {
  let place: TestDesk;
  let dovecot: Dovecot;
  let provider: TokenServer;
  let sink: Sink;
  let anna: Browser;
  let inbox: InboxView;
  let current = 'consent 1';
  const user = () => dovecot.users[0]!.name;
  const settings = (refreshToken: string) => ({
    imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user(), auth: 'oauth2' },
    smtp: { host: '127.0.0.1', port: sink.port, secure: false, user: user(), auth: 'oauth2' },
    oauth2: { clientId: 'client', clientSecret: 'secret', refreshToken, tokenUrl: provider.url },
  });
  beforeAll(async () => {
    [place, dovecot, sink] = await Promise.all([startDesk(kind), startDovecot(), startSink({ authOptional: false, authMethods: ['XOAUTH2'], closeTimeout: 50, onAuth: (auth, _session, done) => (auth.accessToken === 'access' ? done(null, { user: 'desk' }) : done(null, { data: { status: '401' } })) })]);
    dovecot.setToken(user(), 'access');
    provider = await startTokenServer((asked, count) => {
      if (asked['refresh_token'] !== current) return { status: 400, body: { error: 'invalid_grant', error_description: 'used or revoked' } };
      current = `rotated ${count}`;
      return { status: 200, body: { access_token: 'access', expires_in: 3600, refresh_token: current } };
    });
    anna = new Browser(place.address);
    expect((await anna.post('/api/session', { email: administrator.email, password: administrator.password })).status).toBe(200);
    const { status, body } = await anna.post('/api/inboxes', { channel: 'email', name: 'Tokens', undoSeconds: 0, senders: [{ name: 'Desk', address: user(), signature: '' }], config: settings(current) });
    expect(status, JSON.stringify(body)).toBe(200);
    inbox = body as unknown as InboxView;
  });
  afterAll(async () => {
    await Promise.all([place?.stop(), dovecot?.stop(), provider?.stop(), sink?.close()]);
  });

  const health = async () => ((await anna.get(`/api/inboxes/${inbox.id}`)).body as unknown as InboxView).health;
  const connected = () => eventually('the mailbox is connected', async () => (await health()).is === 'connected');
  const reply = async (mark: string) => {
    dovecot.deliver(user(), rawMail(mark));
    const conversation = await eventually(mark, async () => ((await anna.get('/api/conversations?view=all')).body as { conversations: ConversationView[] }).conversations.find((one) => one.subject === mark));
    expect((await anna.post(`/api/conversations/${conversation.id}/replies`, { id: randomUUID(), text: `Answer to ${mark}`, version: conversation.version })).status).toBe(200);
    await eventually(`the answer to ${mark}`, async () => sink.taken.some((mail) => mail.source.includes(`Answer to ${mark}`)));
  };

  test('one token serves listening and sending, and nobody connects again because it was rotated', async () => {
    await connected();
    await reply('first');
    // Several rounds of whoever looks for changed settings.
    await pause(5_000);
    await reply('second');
    expect(provider.asked).toHaveLength(1);
    expect(await health()).toEqual({ is: 'connected' });
  });

  test('a consent that is taken back is said in plain words, and a new one counts at once', async () => {
    current = 'taken back';
    dovecot.setToken(user(), null);
    await dovecot.disconnect();
    await eventually('the refusal is shown', async () => (await health()).is === 'failing');
    expect(await health()).toMatchObject({ problem: { code: 'email.token-refused', detail: expect.stringContaining('used or revoked') } });
    dovecot.setToken(user(), 'access');
    current = 'consent 2';
    expect((await anna.patch(`/api/inboxes/${inbox.id}`, { config: settings(current) })).status).toBe(200);
    await connected();
    await reply('third');
  });
});
