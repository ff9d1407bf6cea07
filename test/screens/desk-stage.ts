// A running desk with a chat inbox, customers who write, and agents in real browser windows.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { APIRequestContext, Browser, Locator, Page } from 'playwright-core';
import type { ListReply } from '../../src/desk/live/desk-api.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { launchBrowser, openPage, type PageOptions } from '../setup/browser.ts';
import { databaseKinds } from '../setup/clone.ts';
import { administrator, startDesk, type TestDesk } from '../setup/desk.ts';

export type Stage = Awaited<ReturnType<typeof openStage>>;
export type Person = { readonly email: string; readonly password: string; readonly name: string };

export const anna: Person = administrator;
const password = 'a quiet room for work';

type PageWanted = PageOptions & { readonly theme?: 'light' | 'dark'; readonly contact?: 'shown' | 'hidden'; readonly address?: string };

export async function openStage(env: Readonly<Record<string, string>> = {}) {
  const desk = await startDesk(databaseKinds()[0]!, env);
  const browser = await launchBrowser();
  const stage = {
    desk,
    browser,
    page: (options: PageWanted = {}) => freshPage(desk, browser, options),
    /** A page of somebody who is signed in, with what the browser says was wrong in it. */
    signedIn: async (person: Person, options: PageWanted = {}) => {
      const page = await freshPage(desk, browser, options);
      await call(page.request, desk, 'POST', '/session', { email: person.email, password: person.password });
      return page;
    },
    stop: async () => {
      await browser.close();
      await desk.stop();
    },
  };
  return stage;
}

async function freshPage(
  desk: TestDesk,
  browser: Browser,
  { theme = 'light', contact = 'hidden', address = desk.address, ...options }: PageWanted,
): Promise<Page> {
  const page = await openPage(browser, { colorScheme: theme, baseURL: address, reducedMotion: 'reduce', ...options });
  await page.addInitScript(`localStorage.setItem('attune.contact', '${contact}')`);
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

export async function call<Reply>(request: APIRequestContext, desk: Pick<TestDesk, 'address'>, method: string, path: string, body?: unknown): Promise<Reply> {
  const answer = await request.fetch(`${desk.address}/api${path}`, {
    method,
    headers: { origin: desk.address },
    ...(body === undefined ? {} : { data: body }),
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return (answer.status() === 204 ? undefined : await answer.json()) as Reply;
}

/** @param undoSeconds long where an answer is taken back: a slow machine needs more than a moment for what a hand does at once */
export async function chatInbox(request: APIRequestContext, desk: TestDesk, undoSeconds = 5): Promise<InboxView> {
  return call<InboxView>(request, desk, 'POST', '/inboxes', { channel: 'web-chat', name: 'Website', undoSeconds, config: { teamName: 'Lumen' } });
}

/** Invites somebody and lets them accept. */
export async function join(request: APIRequestContext, desk: TestDesk, name: string, role: 'agent' | 'lead' | 'administrator' = 'agent'): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.test`;
  const { link } = await call<{ readonly link: string }>(request, desk, 'POST', '/invitations', { email, role, teams: [], language: 'en' });
  const answer = await fetch(`${desk.address}/api/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.split('#')[1], name, password }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
  return { email, password, name };
}

/** A customer on the website's chat. */
export async function customer(desk: TestDesk, inbox: InboxView, name: string | null) {
  const post = async (path: string, body: unknown, token?: string) => {
    const answer = await fetch(`${desk.address}/chat/${inbox.token}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { 'x-visitor-token': token } : {}) },
      body: JSON.stringify(body),
    });
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
    return (answer.status === 204 ? {} : await answer.json()) as Record<string, unknown>;
  };
  const token = String((await post('sessions', {}))['token']);
  return {
    write: async (text: string, page?: { readonly url: string; readonly title: string }) => {
      await post('messages', { id: randomUUID(), text, ...(page ? { page } : {}) }, token);
      if (name) await post('details', { name }, token);
    },
    types: () => post('typing', { on: true }, token),
    /** What the customer's window shows. */
    reads: async (): Promise<string[]> => {
      const answer = await fetch(`${desk.address}/chat/${inbox.token}/events`, { headers: { 'x-visitor-token': token } });
      const { events } = (await answer.json()) as { readonly events: readonly { readonly kind: string; readonly message?: { readonly text: string } }[] };
      return events.flatMap((event) => (event.message ? [event.message.text] : []));
    },
  };
}

export async function listed(request: APIRequestContext, desk: TestDesk, view: string): Promise<ListReply['conversations']> {
  return (await call<ListReply>(request, desk, 'GET', `/conversations?view=${view}&limit=100`)).conversations;
}

export const row = (page: Page, name: string): Locator => page.locator('[data-conversation]').filter({ hasText: name });
export const answerField = (page: Page): Locator => page.getByRole('textbox', { name: 'Your answer' });
export const send = (page: Page): Promise<void> => page.keyboard.press('Control+Enter');

/** As on a keyboard whose layout puts other letters on the keys: the browser sees the place and a Cyrillic letter. */
export async function pressCyrillic(page: Page, code: string, letter: string): Promise<void> {
  await page.evaluate(
    ({ code: place, letter: key }) => {
      // oxlint-disable-next-line no-undef -- runs in the page
      (globalThis as unknown as { document: { activeElement: EventTarget } }).document.activeElement.dispatchEvent(
        new (globalThis as unknown as { KeyboardEvent: new (kind: string, init: object) => Event }).KeyboardEvent('keydown', {
          code: place,
          key,
          bubbles: true,
          cancelable: true,
        }),
      );
    },
    { code, letter },
  );
}

export async function until<Value>(what: () => Promise<Value>, good: (value: Value) => boolean, seconds = 45): Promise<Value> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const value = await what();
    if (good(value)) return value;
    if (Date.now() > end) throw new Error(`did not come true within ${seconds} s: ${JSON.stringify(value)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
