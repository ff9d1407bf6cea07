// The contact's card and what it does where one writes: preferences, quiet hours, moods, promises and conversations of one person; and
// notifications: what is told where, this browser as a device that rings, up to the notice that the service worker shows.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { ContactView, ConversationView } from '../../src/contract/views.ts';
import type { PushService } from '../setup/push-service.ts';
import { startPushService } from '../setup/push-service.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, until, type Stage } from './desk-stage.ts';
import { hasFocus } from './hands.ts';
import { picture as keepPicture, violations } from './looking.ts';

describe('a contact and a device', () => {
  let stage: Stage;
  let page: Page;
  let nora: ConversationView;
  let service: PushService;
  const api = <Reply>(method: string, path: string, body?: unknown) => call<Reply>(page.request, stage.desk, method, path, body);
  const card = (on = page) => on.getByRole('complementary', { name: 'Contact' });
  const picture = (name: string, on = page) => keepPicture(on, name);
  const contact = async () => api<ContactView>('GET', `/contacts/${nora.contact.id}`);

  beforeAll(async () => {
    stage = await openStage({ ATTUNE_PRIVATE_WEBHOOKS: 'yes' });
    service = await startPushService();
    page = await stage.signedIn(anna, { contact: 'shown', viewport: { width: 1600, height: 900 } });
    const chat = await chatInbox(page.request, stage.desk);
    const writer = await customer(stage.desk, chat, 'Nora Finch');
    for (const text of ['My parcel has not come. I am furious, this is outrageous!', 'Nobody answers. I am so disappointed.', 'It came! Thank you so much, you are wonderful.']) await writer.write(text);
    [nora] = (await until(() => listed(page.request, stage.desk, 'all'), (all) => all[0]?.messageCount === 3 && all[0].contact.name !== null)) as [ConversationView];
    await until(() => api<{ moods: unknown[] }>('GET', `/contacts/${nora.contact.id}/moods`), ({ moods }) => moods.length === 3);
  });
  afterAll(async () => {
    await service.stop();
    await stage.stop();
  });

  test('the card shows how they felt, and each point leads to its message', async () => {
    await page.goto(`/inbox/all/${nora.id}`);
    const line = card().getByRole('slider', { name: 'Mood over time' });
    await line.focus();
    await hasFocus(line);
    await page.keyboard.press('Home');
    await expect.poll(() => line.getAttribute('aria-valuetext')).toMatch(/angry|disappointed/);
    await page.keyboard.press('End');
    await expect.poll(() => line.getAttribute('aria-valuetext')).toMatch(/grateful|glad/);
    expect(await violations(page)).toEqual([]);
    await picture('contact-card');
  });

  test('preferences are written down by keyboard; wrong times are told beside them and nothing typed is lost', async () => {
    await card().getByRole('button', { name: 'Change preferences' }).click();
    const dialog = page.getByRole('dialog', { name: 'Preferences' });
    await dialog.getByLabel('Quiet from').fill('21:00');
    await dialog.getByLabel('Title').fill('Professor');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Please give both times, or neither.').waitFor();
    await expect.poll(() => dialog.getByLabel('Title').inputValue()).toBe('Professor');
    // Quiet now, wherever the clock of the test stands.
    const now = Date.now();
    const clock = (hours: number) => new Date(now + hours * 3_600_000).toISOString().slice(11, 16);
    await dialog.getByLabel('Quiet from').fill(clock(-2));
    await dialog.getByLabel('until').fill(clock(2));
    await dialog.getByLabel('Their time zone').selectOption('UTC');
    await dialog.getByLabel('Form of address').selectOption('formal');
    expect(await violations(page)).toEqual([]);
    await picture('contact-preferences');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await card().getByText(`quiet from ${clock(-2)} to ${clock(2)}, their time`).waitFor();
    await expect.poll(() => contact()).toMatchObject({ timeZone: 'UTC', preferences: { quiet: { from: clock(-2), to: clock(2) }, address: 'formal', title: 'Professor', channel: null } });
  });

  test('in quiet hours sending later is offered and sending at once stays possible', async () => {
    await answerField(page).fill('I am glad it came. Have a good evening.');
    const offer = page.getByRole('note').filter({ hasText: 'asked for quiet until' });
    await offer.waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Send/ }).first().isEnabled()).toBe(true);
    await picture('contact-quiet');
    expect(await violations(page)).toEqual([]);
    await offer.getByRole('button', { name: /their time$/ }).click();
    const { planned } = await until(() => api<{ planned: { sendAt: string }[] }>('GET', `/conversations/${nora.id}/planned-replies`), (reply) => reply.planned.length === 1);
    expect(planned[0]!.sendAt.slice(11, 16)).toBe((await contact()).preferences.quiet!.to);
  });

  test('what is told where is chosen, and what cannot be switched off says why', async () => {
    await page.goto('/settings/notifications');
    await page.getByLabel('Somebody mentions me').selectOption('bell');
    await until(() => api<{ places: Record<string, string> }>('GET', '/me/notifications'), ({ places }) => places['mentioned'] === 'bell');
    await expect.poll(() => page.getByLabel('A promise is due soon').locator('option').allTextContents()).not.toContain('Not at all');
    await page.getByLabel('I have a quiet time').check();
    await page.getByLabel('From').fill('22:00');
    await until(() => api<{ quiet: { from: string; timeZone: string } | null }>('GET', '/me/notifications'), ({ quiet }) => quiet?.from === '22:00' && quiet.timeZone === 'Europe/Rome');
    await page.getByLabel('I have a quiet time').uncheck();
    await until(() => api<{ quiet: object | null }>('GET', '/me/notifications'), ({ quiet }) => quiet === null);
    expect(await violations(page)).toEqual([]);
    await picture('notifications-settings');
  });

  test('this browser rings: asked for by a click, encrypted to it, shown by its service worker; signed out it is forgotten', async () => {
    const there = await stage.signedIn(anna, { permissions: ['notifications'] });
    const { path, ...subscription } = service.subscribe();
    // The browser's own push service cannot be reached from here: the test's takes its place, with keys as real.
    await there.addInitScript(`PushManager.prototype.subscribe = async () => ({ toJSON: () => (${JSON.stringify(subscription)}), unsubscribe: async () => true, options: {} })`);
    await there.goto('/settings/notifications');
    await there.getByRole('button', { name: 'Let this device ring' }).click();
    await there.getByText('this one').waitFor();
    await there.getByRole('button', { name: 'Try it' }).click();
    await until(async () => service.rung.length, (count) => count === 1);
    expect(service.rung[0]).toMatchObject({ path, payload: { title: 'This device rings', path: '/settings/notifications' } });
    expect(await violations(there)).toEqual([]);
    await picture('notifications-device', there);

    const devtools = await there.context().newCDPSession(there);
    const registration = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const registrationId = await registration;
    // This browser has no place where notices show: what the service worker would show is written down inside it.
    const worker = await until(async () => there.context().serviceWorkers()[0], (one) => one !== undefined);
    await worker!.evaluate('self.shown = []; self.registration.showNotification = async (title, { body, data }) => void self.shown.push([title, body, data].join(" | "))');
    const push = async (payload: object) => devtools.send('ServiceWorker.deliverPushMessage', { origin: stage.desk.address, registrationId, data: JSON.stringify(payload) });
    const shown = () => worker!.evaluate<string[]>('self.shown');
    await push(service.rung[0]!.payload);
    await until(shown, (all) => all.join() === 'This device rings | This is what notifications look like here. | /settings/notifications');
    await devtools.send('ServiceWorker.deliverPushMessage', { origin: stage.desk.address, registrationId, data: 'not what we send' });
    // A tap leads there, in the page that is open.
    await worker!.evaluate(`self.dispatchEvent(Object.assign(new ExtendableEvent('notificationclick'), { notification: { close() {}, data: '/inbox/all/${nora.id}' } }))`);
    await there.waitForURL(new RegExp(nora.id));

    const bruno = await join(page.request, stage.desk, 'Bruno Sala');
    const other = await stage.signedIn(bruno);
    const me = (await api<{ agent: { id: string } }>('GET', '/session')).agent.id;
    await call(other.request, stage.desk, 'POST', `/conversations/${nora.id}/assign`, { agent: null });
    await call(other.request, stage.desk, 'POST', `/conversations/${nora.id}/assign`, { agent: me });
    await until(async () => service.rung.length, (count) => count === 2);
    expect(service.rung[1]!.payload).toMatchObject({ title: 'A conversation was given to you', body: 'Open Attune to see it.', path: `/inbox/all/${nora.id}` });
    await other.context().close();

    await there.getByRole('button', { name: 'Sign out' }).click();
    await there.waitForURL(/sign-in/);
    await expect.poll(async () => (await api<{ devices: unknown[] }>('GET', '/me/devices')).devices).toEqual([]);
    await there.context().close();
  });

  test.each(['ru', 'it', 'zh'])('in %s, dark, on a phone: the card and the settings fit and are whole', async (language) => {
    await api('PATCH', '/me', { language });
    const there = await stage.signedIn(anna, { theme: 'dark', contact: 'shown', viewport: { width: 390, height: 860 } });
    await there.goto('/settings/notifications');
    await there.getByRole('combobox').first().waitFor();
    await expect.poll(() => there.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await violations(there)).toEqual([]);
    await picture(`notifications-${language}-phone`, there);
    await there.goto(`/inbox/all/${nora.id}`);
    await there.getByRole('slider').last().waitFor();
    await expect.poll(() => there.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await violations(there)).toEqual([]);
    await picture(`contact-${language}-phone`, there);
    await there.context().close();
    await api('PATCH', '/me', { language: 'en' });
  });

  test('two people see the same card: what one writes down the other sees at once', async () => {
    const other = await stage.signedIn(anna, { contact: 'shown', viewport: { width: 1600, height: 900 } });
    await other.goto(`/inbox/all/${nora.id}`);
    await card(other).getByText('Professor').waitFor();
    await api('PATCH', `/contacts/${nora.contact.id}`, { preferences: { title: `Dr ${randomUUID().slice(0, 4)}` } });
    await card(other).getByText(/^Dr /).waitFor();
    await other.context().close();
  });
});
