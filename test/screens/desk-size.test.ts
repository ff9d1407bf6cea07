// What a browser loads before an agent sees the inbox, and what by the time a conversation is open with all its writing: scripts,
// compressed as servers send them.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, chatInbox, customer, openStage, row, type Stage } from './desk-stage.ts';

/** The inbox screen's first load. */
const most = 180_000;
/** With a conversation: what draws it comes when a hand goes to the list, so nobody waits for it before the first picture. */
const mostOpened = 190_000;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

test('the inbox needs at most 180 kB of scripts, with conversation and composer at most 190 kB', async () => {
  const page = await stage.signedIn(anna);
  const john = await customer(stage.desk, await chatInbox(page.request, stage.desk), 'John Meadows');
  await john.write('Hello');
  const sizes = new Map<string, number>();
  const counted: Promise<unknown>[] = [];
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return;
    counted.push(response.body().then(
      (body) => sizes.set(response.url(), gzipSync(body, { level: 9 }).length),
      () => undefined,
    ));
  });
  await page.goto('/inbox/open');
  await row(page, 'John Meadows').waitFor();
  await page.waitForLoadState('networkidle');
  await Promise.all(counted);
  const inbox = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  await row(page, 'John Meadows').click();
  await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
  await page.waitForLoadState('networkidle');
  await Promise.all(counted);
  const opened = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.info(`first load: ${inbox} bytes gzipped in ${sizes.size} files; with a conversation open: ${opened}`);
  expect(inbox).toBeGreaterThan(50_000);
  expect(inbox).toBeLessThanOrEqual(most);
  expect(opened).toBeLessThanOrEqual(mostOpened);
});
