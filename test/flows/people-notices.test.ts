import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createInbox } from '../../src/operations/create-inbox.ts';
import { getAccount } from '../../src/operations/inbox-account.ts';
import type { NoticeSettings } from '../../src/worker/notice-transport.ts';
import { noticeTransport } from '../../src/worker/notice-transport.ts';
import { sendNotices } from '../../src/worker/send-notices.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser } from '../setup/client.ts';
import { join, setUpDesk, startPeople } from './people-desk.ts';
import type { MailServer } from './people-mail.ts';
import { openMailServer } from './people-mail.ts';

describe.each(databaseKinds())('the desk\'s own mail on %s (send-notice, find-notice-inbox)', (kind) => {
  let mail: MailServer;
  const open: PeopleDesk[] = [];
  beforeAll(async () => {
    mail = await openMailServer();
  });
  afterEach(async () => {
    for (const place of open.splice(0)) await place.stop();
    mail.taken.length = 0;
    mail.refuse(null);
  });
  afterAll(async () => mail?.close());

  const start = async (settings: NoticeSettings) => {
    const place: PeopleDesk = await startPeople(kind, { mailReady: async (workspace) => (await noticeTransport(place.desk, settings, workspace)) !== null });
    open.push(place);
    const browser = await setUpDesk(place);
    const workspace = ((await browser.get('/api/workspace')).body as { readonly id: string }).id;
    return { place, browser, workspace };
  };
  const invite = async (browser: Browser, language: string) => (await browser.post('/api/invitations', { email: `guest.${language}@bottega.example`, role: 'agent', language })).body as { readonly link: string; readonly mailed: boolean };
  const until = async <Found>(look: () => Promise<Found | undefined> | Found | undefined): Promise<Found> => {
    for (const began = Date.now(); Date.now() - began < 45_000; await pause(30)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error('waited in vain');
  };
  const mailTo = async (address: string) => until(() => mail.taken.find(({ to }) => to.includes(address)));
  const addMailbox = async (place: PeopleDesk, workspace: string): Promise<string> => {
    const server = { host: '127.0.0.1', port: Number(new URL(mail.url).port), secure: false };
    return createInbox(place.desk, { workspace, actor: { kind: 'automation', id: 'desk' } }, {
      channel: 'email', name: 'Help', teams: [], undoSeconds: 0, config: { imap: { ...server, user: 'help', password: 'never used here' }, smtp: { ...server, auth: 'none' } },
      senders: [{ name: 'Bottega Verde', address: 'help@bottega.example', signature: 'ciao' }],
    });
  };

  test('an invitation arrives in the language it was made for, and its link opens', async () => {
    const { place, browser } = await start({ smtpUrl: mail.url, mailFrom: null });
    await sendNotices(place, { smtpUrl: mail.url, mailFrom: null });
    for (const [language, subject] of [['en', 'You are invited to Bottega Verde'], ['ru', 'Приглашение в Bottega Verde'], ['it', 'Invito a Bottega Verde'], ['zh', '邀请您加入 Bottega Verde']] as const) {
      const { link, mailed } = await invite(browser, language);
      expect(mailed).toBe(true);
      const { mail: came } = await mailTo(`guest.${language}@bottega.example`);
      expect([came.subject, came.from?.address]).toEqual([subject, 'attune@desk.example.test']);
      expect(came.text).toContain(link);
      expect(came.html).toContain(link);
      expect((await new Browser(place.address).get(`/api/invitations/open/${link.split('#')[1]}`)).body).toMatchObject({ language });
    }
  });

  test('without a server of its own it goes through the first e-mail inbox; without one, the link is for copying', async () => {
    const settings = { smtpUrl: null, mailFrom: null };
    const { place, browser, workspace } = await start(settings);
    await sendNotices(place, settings);
    expect((await invite(browser, 'en')).mailed).toBe(false);
    expect((await new Browser(place.address).post('/api/password/forgotten', { email: 'anna@bottega.example' })).body['code']).toBe('mail-not-configured');
    const inbox = await addMailbox(place, workspace);
    const { link, mailed } = await invite(browser, 'it');
    expect(mailed).toBe(true);
    const { mail: came, raw } = await mailTo('guest.it@bottega.example');
    expect([came.from, came.subject, came.messageId]).toMatchObject([{ name: 'Bottega Verde', address: 'help@bottega.example' }, 'Invito a Bottega Verde', expect.stringMatching(/^<notice-.*@bottega\.example>$/)]);
    expect(came.text).toContain(link);
    expect(raw).not.toMatch(/^(reply-to|references|in-reply-to):/im);
    expect(mail.taken).toHaveLength(1);

    const account = await getAccount(place.desk, place.desk.db, workspace, inbox);
    const input = { kind: 'mail', headers: {}, body: Buffer.from(raw), receivedAt: place.desk.now(), key: null };
    expect(await account.channel.receive(input, account.config)).toMatchObject([{ kind: 'passed-over', because: 'own-notification' }]);
    const forged = raw.replace(/(x-attune-installation: )\w{4}/i, '$10000');
    expect(forged).not.toBe(raw);
    expect(await account.channel.receive({ ...input, body: Buffer.from(forged) }, account.config)).toMatchObject([{ kind: 'message' }]);
  });

  test('an inbox that refuses is tried again, or the mail laid aside with its reason', async () => {
    const settings = { smtpUrl: null, mailFrom: null };
    const { place, browser, workspace } = await start(settings);
    await addMailbox(place, workspace);
    await sendNotices(place, settings);
    mail.refuse({ responseCode: 550, message: '5.1.1 no such user' });
    await invite(browser, 'en');
    expect(await until(async () => (await place.jobs.listDead())[0])).toMatchObject({ task: 'send-notice', problem: expect.stringContaining('no such user') });
    mail.refuse({ responseCode: 451, message: 'later' });
    await invite(browser, 'ru');
    expect(await until(async () => (await place.database.pool.query(`SELECT output FROM job.job WHERE state = 'retry'`)).rows[0])).toMatchObject({ output: { problem: expect.stringContaining('later') } });
  });

  test('a link that expired before it could be sent is not sent, nor one that was sealed with another key', async () => {
    const settings = { smtpUrl: mail.url, mailFrom: null };
    const { place, browser } = await start(settings);
    await invite(browser, 'en');
    const other = await startPeople(kind, { beside: place, key: Buffer.alloc(32, 9) });
    await sendNotices(other, settings);
    expect((await until(async () => (await place.jobs.listDead())[0])).problem).toBe('it was written with another ATTUNE_KEY');
    await other.stop();
    await invite(browser, 'ru');
    place.advance(8 * 86_400_000);
    await sendNotices(place, settings);
    expect((await until(async () => (await place.jobs.listDead()).find(({ problem }) => problem.includes('expired')))).task).toBe('send-notice');
    expect(mail.taken).toEqual([]);
  });

  test('whose second factor an administrator removed is told by whom, in their language, once', async () => {
    const settings = { smtpUrl: mail.url, mailFrom: null };
    const { place, browser } = await start(settings);
    await sendNotices(place, settings);
    const person = await join(browser, place, 'agent');
    const { agent } = (await person.browser.get('/api/session')).body as { agent: { id: string } };
    await person.browser.patch('/api/me', { language: 'it' });
    await place.database.pool.query(`UPDATE sign_in_user SET two_factor_enabled = true WHERE email = $1`, [person.email]);
    mail.taken.length = 0;
    expect((await browser.get('/api/agents/second-factors')).body).toEqual({ agents: [agent.id], mailed: true });
    for (let times = 0; times < 2; times += 1) expect((await browser.remove(`/api/agents/${agent.id}/second-factor`)).status).toBe(204);
    expect((await browser.get('/api/agents/second-factors')).body).toEqual({ agents: [], mailed: true });
    const { mail: came } = await mailTo(person.email);
    expect(came.subject).toBe('Il suo secondo fattore per Bottega Verde è stato rimosso');
    expect(came.text).toMatch(/rimosso da Anna/);
    expect(came.text).toContain('http://desk.example.test/settings/me');
    await invite(browser, 'en');
    await mailTo('guest.en@bottega.example');
    expect(mail.taken).toHaveLength(2);
  });

  test('an invitation that failed leaves no mail behind', async () => {
    const { place, browser } = await start({ smtpUrl: mail.url, mailFrom: null });
    expect((await browser.post('/api/invitations', { email: 'anna@bottega.example', role: 'agent' })).status).toBe(409);
    expect((await browser.post('/api/invitations', { email: 'new@bottega.example', role: 'agent', teams: ['01935a00-0000-7000-8000-000000000001'] })).status).toBe(400);
    expect((await place.database.pool.query('SELECT 1 FROM job.job')).rows).toEqual([]);
  });
});
