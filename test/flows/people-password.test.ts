import { setTimeout as pause } from 'node:timers/promises';
import type { Email } from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installationMark } from '../../src/channels/installation-mark.ts';
import { installationSecret } from '../../src/operations/send-notice.ts';
import { sendNotices } from '../../src/worker/send-notices.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser, statuses } from '../setup/client.ts';
import { join, setUpDesk, startPeople } from './people-desk.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import type { MailServer } from './people-mail.ts';
import { openMailServer, tokenIn } from './people-mail.ts';

const next = 'quattro gatti neri';

describe.each(databaseKinds())('passwords on %s', (kind) => {
  let place: PeopleDesk;
  let administrator: Browser;
  let mail: MailServer;
  let person: Awaited<ReturnType<typeof join>>;
  beforeAll(async () => {
    mail = await openMailServer();
    place = await startPeople(kind, { mailReady: async () => true });
    await sendNotices(place, { smtpUrl: mail.url, mailFrom: 'Bottega Verde <desk@bottega.example>' });
    administrator = await setUpDesk(place);
  });
  beforeEach(async () => {
    person = await join(administrator, place, 'agent');
    mail.refuse(null);
  });
  afterAll(async () => {
    await place?.stop();
    await mail?.close();
  });
  const signIn = async (email: string, password: string) => (await new Browser(place.address).post('/api/session', { email, password })).status;
  const forgotten = async (email: string) => new Browser(place.address, { 'x-forwarded-for': `192.0.2.${Math.floor(Math.random() * 250)}` }).post('/api/password/forgotten', { email });
  const reset = async (token: string, password: string) => new Browser(place.address).post('/api/password/reset', { token, password });

  describe('forgotten', () => {
    test('a mail brings a link, and the link a new password', async () => {
      expect((await forgotten(person.email.toUpperCase())).status).toBe(204);
      const { subject, text, html, from, headers, to, messageId } = await mail.resetTo(person.email);
      expect([subject, from, to?.map(({ address }) => address)]).toMatchObject(['Choose a new password for Bottega Verde', { name: 'Bottega Verde', address: 'desk@bottega.example' }, [person.email]]);
      const header = (name: string) => headers.find(({ key }) => key === name)?.value;
      expect(header('auto-submitted')).toBe('auto-generated');
      expect(header('x-attune-installation')).toBe(installationMark(installationSecret(place.desk.key)));
      expect(messageId).toMatch(/^<notice-[0-9a-f-]{36}@desk\.example\.test>$/);
      expect(text).toContain(`http://desk.example.test/new-password#${tokenIn({ text } as Email)}`);
      expect(html).toContain(`href="http://desk.example.test/new-password#${tokenIn({ text } as Email)}"`);
      const token = tokenIn({ text } as Email);
      expect(token.length).toBeGreaterThanOrEqual(24);
      expect((await reset(token, next)).status).toBe(204);
      expect([await signIn(person.email, person.password), await signIn(person.email, next)]).toEqual([401, 200]);
    });

    test('the link works once, also when opened twice at the same moment', async () => {
      await forgotten(person.email);
      const token = tokenIn(await mail.resetTo(person.email));
      const answers = await Promise.all([reset(token, next), reset(token, 'cinque gatti neri')]);
      expect(statuses(answers)).toEqual([204, 410]);
      expect(await reset(token, next)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
    });

    test('every session ends, and a lock that guesses brought about', async () => {
      for (let index = 0; index < 10; index += 1) await new Browser(place.address, { 'x-forwarded-for': `198.51.100.${index}` }).post('/api/session', { email: person.email, password: `guess ${index}` });
      expect(await signIn(person.email, person.password)).toBe(429);
      await forgotten(person.email);
      await reset(tokenIn(await mail.resetTo(person.email)), next);
      expect((await person.browser.get('/api/session')).status).toBe(401);
      expect(await signIn(person.email, next)).toBe(200);
    });

    test('an unknown address and a person who was switched off get the same answer, and no mail', async () => {
      await administrator.patch(`/api/agents/${person.id}`, { active: false });
      const began = Date.now();
      const answers = await Promise.all([forgotten('nobody@bottega.example'), forgotten(person.email)]);
      expect(answers.map(({ status, body }) => [status, body])).toEqual([[204, {}], [204, {}]]);
      expect(Date.now() - began).toBeGreaterThanOrEqual(240);
      const other = await join(administrator, place, 'agent');
      await forgotten(other.email);
      await mail.resetTo(other.email);
      expect([mail.resetsTo(person.email).length, mail.resetsTo('nobody@bottega.example').length]).toEqual([0, 0]);
    });

    test('three mails an hour to one person, however often somebody asks', async () => {
      for (let index = 0; index < 5; index += 1) expect((await forgotten(person.email)).status).toBe(204);
      const other = await join(administrator, place, 'agent');
      await forgotten(other.email);
      await mail.resetTo(other.email);
      await eventuallyHolds(() => expect(mail.resetsTo(person.email)).toHaveLength(3));
    });

    test('a desk that cannot send mail says so, to everybody alike', async () => {
      const silent = await startPeople(kind, { beside: place, mailReady: async () => false });
      for (const email of [person.email, 'nobody@bottega.example']) expect(await new Browser(silent.address).post('/api/password/forgotten', { email })).toMatchObject({ status: 409, body: { code: 'mail-not-configured' } });
      await silent.stop();
    });

    test('a link that has expired, was never made, or meets a weak password changes nothing', async () => {
      await forgotten(person.email);
      const token = tokenIn(await mail.resetTo(person.email));
      expect(await reset(token, 'password1234')).toMatchObject({ status: 400, body: { code: 'password-too-weak' } });
      expect(await reset(token, 'short')).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
      expect(await reset(`${token}x`, next)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
      expect(await reset('../../etc', next)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
      await place.database.pool.query(`UPDATE sign_in_verification SET expires_at = now() - interval '1 second'`);
      expect(await reset(token, next)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
      expect([await signIn(person.email, person.password), await signIn(person.email, next)]).toEqual([200, 401]);
    });

    test('the database holds neither the link nor the address in its queue, nor the link in its verifications', async () => {
      await forgotten(person.email);
      const token = tokenIn(await mail.resetTo(person.email));
      const dump = JSON.stringify([(await place.database.pool.query('SELECT data, output FROM job.job')).rows, (await place.database.pool.query('SELECT * FROM sign_in_verification')).rows]);
      expect(dump.includes('password-reset')).toBe(true);
      expect([token.length > 20, dump.includes(token), dump.includes(person.email)]).toEqual([true, false, false]);
    });

    test('a mail server that is busy is asked again; one that refuses the address is not', async () => {
      mail.refuse({ responseCode: 451, message: 'come back later' });
      await forgotten(person.email);
      const retried = async () => (await place.database.pool.query(`SELECT output FROM job.job WHERE state = 'retry'`)).rows;
      for (const began = Date.now(); (await retried()).length === 0 && Date.now() - began < 45_000; ) await pause(50);
      expect(await retried()).toMatchObject([{ output: { problem: expect.stringContaining('451') } }]);
      mail.refuse(null);
      await place.database.pool.query(`UPDATE job.job SET start_after = now() WHERE state = 'retry'`);
      await mail.resetTo(person.email);
      const gone = await join(administrator, place, 'agent');
      mail.refuse({ responseCode: 550, message: 'no such mailbox' });
      await forgotten(gone.email);
      for (const began = Date.now(); (await place.jobs.listDead()).length === 0 && Date.now() - began < 45_000; ) await pause(50);
      expect(await place.jobs.listDead()).toMatchObject([{ task: 'send-notice', problem: expect.stringContaining('550') }]);
    });
  });

  describe('changed', () => {
    const changed = async (current: string, wanted: string) => person.browser.post('/api/password', { current, next: wanted });

    test('with the present one; this session goes on, others end', async () => {
      const other = new Browser(place.address);
      await other.post('/api/session', { email: person.email, password: person.password });
      expect((await changed(person.password, next)).status).toBe(204);
      expect((await person.browser.get('/api/session')).status).toBe(200);
      expect((await other.get('/api/session')).status).toBe(401);
      expect([await signIn(person.email, person.password), await signIn(person.email, next)]).toEqual([401, 200]);
    });

    test('not with a wrong one, a weak one, the own name, or too many guesses', async () => {
      expect(await changed('wrong', next)).toMatchObject({ status: 400, body: { code: 'input-wrong', values: { current: expect.any(String) } } });
      expect(await changed(person.password, 'qwertyuiop')).toMatchObject({ status: 400, body: { code: 'password-too-weak' } });
      expect(await changed(person.password, person.email)).toMatchObject({ status: 400, body: { code: 'password-too-weak' } });
      expect(await changed(person.password, 'kurz')).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
      const codes: unknown[] = [];
      for (let index = 0; index < 10; index += 1) codes.push((await changed(`guess ${index}`, next)).body['code']);
      expect(codes.at(-1)).toBe('too-many-attempts');
      expect(await changed(person.password, next)).toMatchObject({ status: 429 });
      expect(await signIn(person.email, person.password)).toBe(200);
    });

    test('any characters may be in it, and are the same however they were typed', async () => {
      expect((await changed(person.password, 'Ångström 🐈 密码学 Ёжик')).status).toBe(204);
      expect(await signIn(person.email, 'Ångström 🐈 密码学 Ёжик'.normalize('NFD'))).toBe(200);
    });
  });
});
