// create-inbox, change-inbox, archive-inbox, check-inbox, retry-raw-input and inbox-settings, through HTTP; signing in against real mail servers.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxView } from '../../src/contract/views.ts';
import { openAccount } from '../../src/operations/inbox-account.ts';
import { findInbox } from '../../src/store/inbox.ts';
import { databaseKinds } from '../setup/clone.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, list, mailSettings, open, refused, silent, startAgentsDesk, telling, tellingEvents, well } from './agents-desk.ts';
import { startSink } from './email-desk.ts';
import type { Browser } from '../setup/client.ts';

type Settings = { readonly config: Record<string, unknown>; readonly secrets: Record<string, boolean>; readonly hookAddress: string | null; readonly intake: Record<string, unknown> };

describe.each(databaseKinds())('inboxes on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  const senders = [{ name: 'Lumen', address: 'help@lumen.example', signature: 'Lumen\nVia Roma 1' }, { name: 'Счета', address: 'billing@lumen.example', signature: '' }];
  const mailBody = (more: object = {}) => ({ channel: 'email', name: 'Help', config: mailSettings, senders, ...more });
  const createMail = async (more: object = {}) => (await well(anna.post('/api/inboxes', mailBody(more)))) as unknown as InboxView;
  const settingsOf = async (inbox: string) => (await well(anna.get(`/api/inboxes/${inbox}/settings`))) as unknown as Settings;
  /** As channels are called with, secrets included. */
  const configOf = async (inbox: string) => openAccount(desk.desk, (await findInbox(desk.desk.db, desk.workspace, inbox))!).config as { readonly imap: { readonly password: string }; readonly signingSecret: string; readonly installationSecret: string; readonly tls: object; readonly senders: object };

  test('an e-mail inbox: what it can, who speaks for it, and no secret anywhere', async () => {
    let made: InboxView | null = null;
    expect(await telling(anna, async () => (made = await createMail()))).toEqual(['inbox-created']);
    const { id } = made!;
    expect(made!).toMatchObject({ channel: 'email', name: 'Help', senders, undoSeconds: 5, teams: [], archivedAt: null, can: { copies: true, startsConversations: true } });
    expect(made!.token.length).toBeGreaterThanOrEqual(32);
    const settings = await settingsOf(id);
    expect(settings.secrets).toMatchObject({ 'imap.password': true, 'smtp.password': false, 'oauth2.refreshToken': false, signingSecret: true, installationSecret: true });
    expect(settings.config).toEqual({ imap: { host: '127.0.0.1', port: 9, secure: false, user: 'help@lumen.example' }, smtp: mailSettings.smtp });
    expect(settings.hookAddress).toBeNull();
    const config = await configOf(id);
    expect(config.imap.password).toBe('mailbox password');
    expect(config.signingSecret.length).toBeGreaterThanOrEqual(32);
    // Signatures are put in when a reply is composed; were they here too, they would come twice.
    expect(config.senders).toEqual(senders.map((sender) => ({ ...sender, signature: '' })));
    const everything = JSON.stringify([await anna.get('/api/inboxes'), await anna.get('/api/snapshot'), await anna.get('/api/events?since=0'), settings]);
    for (const secret of ['mailbox password', config.signingSecret, config.installationSecret]) expect(everything).not.toContain(secret);
    const stored = JSON.stringify(await desk.desk.db.selectFrom('inbox').select(['config', 'senders']).where('id', '=', id).execute());
    expect(stored).not.toContain('mailbox password');
  });

  test('a chat inbox needs no connection, and says so', async () => {
    const [chat] = ((await well(anna.get('/api/inboxes')))['inboxes'] as InboxView[]).filter((inbox) => inbox.id === desk.chat.id);
    expect(chat).toMatchObject({ channel: 'web-chat', health: { is: 'connected' }, can: { copies: false, startsConversations: false } });
    const settings = await settingsOf(desk.chat.id);
    expect(settings.secrets).toEqual({ signingSecret: true, identitySecret: true });
    // Nobody's server calls a chat: no address is named that would refuse every call.
    expect(settings.hookAddress).toBeNull();
    expect((await fetch(`${desk.address}/hooks/${chat!.token}`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  test('secrets that are not typed again stay, as do settings that a form does not know', async () => {
    const { id } = await createMail({ config: { ...mailSettings, tls: { rejectUnauthorized: false } } });
    const before = await configOf(id);
    expect(await telling(anna, () => well(anna.patch(`/api/inboxes/${id}`, { name: 'Помощь', config: { imap: { ...mailSettings.imap, port: 10, password: '' }, smtp: mailSettings.smtp } })))).toEqual(['inbox-changed']);
    const after = await configOf(id);
    expect(after.imap).toMatchObject({ port: 10, password: 'mailbox password' });
    expect([after.signingSecret, after.tls, after.senders]).toEqual([before.signingSecret, before.tls, before.senders]);
    const { password: _password, ...withoutPassword } = mailSettings.imap;
    await well(anna.patch(`/api/inboxes/${id}`, { config: { imap: withoutPassword } }));
    expect((await configOf(id)).imap.password).toBe('mailbox password');
    await well(anna.patch(`/api/inboxes/${id}`, { config: { imap: { ...mailSettings.imap, password: 'новый пароль 🔑' } } }));
    expect((await configOf(id)).imap.password).toBe('новый пароль 🔑');
    expect((await well(anna.get(`/api/inboxes/${id}`)))['name']).toBe('Помощь');
  });

  test('what a change leaves out stays', async () => {
    const team = await well(anna.post('/api/teams', { name: 'Post' }));
    const { id } = await createMail({ teams: [team['id']], undoSeconds: 30 });
    await well(anna.patch(`/api/inboxes/${id}`, { name: 'Only the name' }));
    expect(await well(anna.get(`/api/inboxes/${id}`))).toMatchObject({ name: 'Only the name', senders, teams: [team['id']], undoSeconds: 30 });
    await well(anna.patch(`/api/inboxes/${id}`, { teams: [], undoSeconds: 0, senders: [senders[1]] }));
    expect(await well(anna.get(`/api/inboxes/${id}`))).toMatchObject({ senders: [senders[1]], teams: [], undoSeconds: 0 });
  });

  test.each([
    ['no servers', { config: {} }, ['imap', 'smtp']],
    ['no password', { config: { ...mailSettings, imap: { ...mailSettings.imap, password: '' } } }, ['imap.password']],
    ['a setting that there is not', { config: { ...mailSettings, colour: 'red' } }, ['colour']],
    ['nobody to speak', { senders: [] }, ['senders']],
    ['a sender that is no address, and a port that is none', { senders: [{ name: '', address: 'help' }], config: { ...mailSettings, imap: { ...mailSettings.imap, port: 99_999 } } }, ['senders.0.address', 'imap.port']],
    ['a sender twice', { senders: [...senders, { name: 'Again', address: 'HELP@lumen.example' }] }, ['senders.2.address']],
    ['an unsafe token address', { config: { imap: { host: 'x.example', user: 'u', auth: 'oauth2' }, smtp: mailSettings.smtp, oauth2: { clientId: 'c', refreshToken: 'r', tokenUrl: 'http://evil.example' } } }, ['oauth2.tokenUrl']],
  ])('an e-mail inbox with %s is refused, every mistake by name', async (_what, wrong, fields) => {
    await silent(anna, () => refused(anna.post('/api/inboxes', mailBody(wrong)), 400, 'inbox-settings-wrong', ...fields));
  });

  test.each([
    ['no channel', { channel: undefined }, 'input-wrong', 'channel'], ['an unknown channel', { channel: 'pigeon' }, 'channel-unknown', 'channel'],
    ['no name', { name: '  ' }, 'input-wrong', 'name'], ['an undo of an hour', { undoSeconds: 3_600 }, 'input-wrong', 'undoSeconds'],
    ['a team that there is not', { teams: [randomUUID()] }, 'input-wrong', 'teams.0'], ['settings that are a list', { config: [] }, 'input-wrong', 'config'],
  ])('%s is refused by name', async (_what, wrong, code, field) => {
    await silent(anna, () => refused(anna.post('/api/inboxes', mailBody(wrong)), 400, code, field));
  });

  test('a chat has no senders', async () => {
    await refused(anna.post('/api/inboxes', { channel: 'web-chat', name: 'x', config: { teamName: 'x' }, senders }), 400, 'inbox-settings-wrong', 'senders');
    await refused(anna.post('/api/inboxes', { channel: 'web-chat', name: 'x', config: { teamName: '\u0000'.repeat(100) } }), 400, 'inbox-settings-wrong', 'teamName');
    await silent(anna, () => refused(anna.patch(`/api/inboxes/${desk.chat.id}`, { config: { colour: 'reddish' } }), 400, 'inbox-settings-wrong', 'colour'));
  });

  test('characters that no database holds are replaced, not a fault', async () => {
    const made = (await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'a\u0000b\uD800', config: { teamName: 'Lu\u0000men' } }))) as unknown as InboxView;
    expect(made.name).toBe('a\uFFFDb\uFFFD');
    expect((await settingsOf(made.id)).config['teamName']).toBe('Lu\uFFFDmen');
  });

  test('only administrators see settings; agents see the inboxes of their teams', async () => {
    const team = await well(anna.post('/api/teams', { name: 'Mail people' }));
    const { id } = await createMail({ teams: [team['id']] });
    const [lead, inside, outside] = [await joinAs(desk, 'lead'), await joinAs(desk, 'agent', [String(team['id'])]), await joinAs(desk, 'agent')];
    const ids = async (browser: Browser) => ((await well(browser.get('/api/inboxes')))['inboxes'] as InboxView[]).map((inbox) => inbox.id);
    expect(await ids(inside.browser)).toContain(id);
    expect(await ids(outside.browser)).not.toContain(id);
    await refused(outside.browser.get(`/api/inboxes/${id}`), 404, 'not-found');
    for (const { browser } of [lead, inside]) {
      await refused(browser.get(`/api/inboxes/${id}/settings`), 403, 'not-allowed');
      await refused(browser.patch(`/api/inboxes/${id}`, { name: 'Mine' }), 403, 'not-allowed');
      await refused(browser.remove(`/api/inboxes/${id}`), 403, 'not-allowed');
      await refused(browser.post('/api/inboxes/check', mailBody()), 403, 'not-allowed');
      await refused(browser.get('/api/raw-inputs'), 403, 'not-allowed');
    }
    // Who loses an inbox is told that what they may see has changed.
    const [event] = await tellingEvents(anna, () => well(anna.patch(`/api/inboxes/${id}`, { teams: [] })));
    expect(event).toMatchObject({ kind: 'inbox-changed', data: { inbox: id, access: true } });
  });

  test('archived: takes nothing in, sends nothing new, stays readable', async () => {
    const chat = (await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Old site', config: { teamName: 'Lumen' } }))) as unknown as InboxView;
    const conversation = await desk.write('before', randomUUID(), chat.id);
    expect(await telling(anna, () => well(anna.remove(`/api/inboxes/${chat.id}`)))).toEqual(['inbox-archived']);
    await silent(anna, () => well(anna.remove(`/api/inboxes/${chat.id}`)));
    expect((await well(anna.get(`/api/inboxes/${chat.id}`)))['archivedAt']).not.toBeNull();
    await refused(anna.patch(`/api/inboxes/${chat.id}`, { name: 'x' }), 409, 'inbox-archived');
    const opened = await open(anna, conversation);
    expect(opened.messages).toHaveLength(1);
    await refused(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'hello', version: opened.conversation.version }), 409, 'inbox-archived');
    const mail = await createMail();
    await well(anna.remove(`/api/inboxes/${mail.id}`));
    await refused(anna.post('/api/conversations', { id: randomUUID(), message: randomUUID(), inbox: mail.id, to: { address: 'a@b.example' }, text: 'x' }), 409, 'inbox-archived');
  });

  test('trying settings: nobody answers, said by side, and nothing is changed', async () => {
    await silent(anna, async () => {
      const { ok, problems } = (await well(anna.post('/api/inboxes/check', mailBody()))) as unknown as { ok: boolean; problems: { code: string; detail: string }[] };
      expect(ok).toBe(false);
      expect(problems.map((problem) => problem.code)).toEqual(['email.host-unreachable', 'email.host-unreachable']);
      await refused(anna.post('/api/inboxes/check', mailBody({ config: { imap: {}, smtp: {} } })), 400, 'inbox-settings-wrong', 'imap.host', 'smtp.host');
      await refused(anna.post('/api/inboxes/check', { channel: 'pigeon', config: {} }), 400, 'channel-unknown');
      expect(await well(anna.ask('POST', `/api/inboxes/${desk.chat.id}/check`))).toEqual({ ok: true, problems: [] });
    });
  });

  test('trying settings against real servers, before saving and after, with the password that is kept', async () => {
    const [dovecot, sink] = [await startDovecot(), await startSink()];
    try {
      const [user] = dovecot.users;
      const config = { imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user!.name, password: user!.password }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } };
      expect(await well(anna.post('/api/inboxes/check', mailBody({ config })))).toEqual({ ok: true, problems: [] });
      const { id } = await createMail({ config });
      expect(await well(anna.post(`/api/inboxes/${id}/check`, {}))).toEqual({ ok: true, problems: [] });
      // Another port typed in the form, the password not typed again.
      const { password: _password, ...imap } = config.imap;
      expect(await well(anna.post(`/api/inboxes/${id}/check`, { config: { imap } }))).toEqual({ ok: true, problems: [] });
      const wrong = (await well(anna.post(`/api/inboxes/${id}/check`, { config: { imap: { ...imap, password: 'wrong password' } } }))) as unknown as { problems: { code: string; detail: string }[] };
      expect(wrong.problems.map((problem) => problem.code)).toEqual(['email.login-refused']);
      expect(JSON.stringify(wrong)).not.toContain('wrong password');
      expect((await configOf(id)).imap.password).toBe(user!.password);
    } finally {
      await sink.close();
      await dovecot.stop();
    }
  });

  test('what cannot be understood is listed with its source, can be tried again, and is counted', async () => {
    const mail = await createMail({ name: 'Counted' });
    await desk.mail(mail.id, 'From: maria@example.com\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <one@example.com>\n\nWhere is it?\n');
    const failing = await tellingEventsOfBadInput();
    expect(failing).toEqual(['raw-input-failed']);
    const listed = async () => ((await well(anna.get('/api/raw-inputs?state=failed')))['rawInputs'] as { id: string; inbox: string; problem: { code: string } | null }[]).filter((raw) => raw.inbox === mail.id);
    const [bad] = await listed();
    expect(bad).toMatchObject({ state: 'failed', problem: { code: 'email.not-a-mail' } });
    const source = await fetch(`${desk.address}/api/raw-inputs/${bad!.id}/source`, { headers: { cookie: cookieOf(anna) } });
    expect([source.status, source.headers.get('content-type'), source.headers.get('x-content-type-options')]).toEqual([200, 'message/rfc822', 'nosniff']);
    expect(source.headers.get('content-disposition')).toMatch(/^attachment; filename=".*\.eml"/);
    expect(await source.text()).toBe('\r\n\r\nno header, only words');
    expect((await settingsOf(mail.id)).intake).toMatchObject({ found: 2, takenIn: 1, pending: 0, failed: 1, passedOver: {}, reconciled: null });
    expect(await well(anna.post(`/api/raw-inputs/${bad!.id}/retry`))).toMatchObject({ state: 'pending', attempts: 0 });
    await silent(anna, () => well(anna.post(`/api/raw-inputs/${bad!.id}/retry`)));
    await desk.mail(mail.id, 'From: maria@example.com\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <one@example.com>\n\nWhere is it?\n');
    expect(await listed()).toHaveLength(1);
    expect((await settingsOf(mail.id)).intake).toMatchObject({ found: 3, takenIn: 1, failed: 1, passedOver: { 'stored-already': 1 } });
    const done = await desk.desk.db.selectFrom('raw_input').select('id').where('inbox', '=', mail.id).where('state', '=', 'done').executeTakeFirstOrThrow();
    await refused(anna.post(`/api/raw-inputs/${done.id}/retry`), 409, 'raw-input-settled');
    await refused(anna.post(`/api/raw-inputs/${randomUUID()}/retry`), 404, 'not-found');
    expect((await list(anna, { view: 'all', inbox: mail.id })).length).toBe(1);

    async function tellingEventsOfBadInput(): Promise<readonly string[]> {
      const before = Number((await well(anna.get('/api/snapshot')))['cursor']);
      await desk.mail(mail.id, '\n\nno header, only words');
      return ((await well(anna.get(`/api/events?since=${before}`)))['events'] as { kind: string }[]).map((event) => event.kind);
    }
  });
});

function cookieOf(browser: Browser): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
