// The server process is ended by SIGKILL at random moments during a stream of mails and answers. Afterwards nothing is lost, nothing
// is doubled, and nothing is claimed as sent that was not.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import type { DeskProcess } from '../setup/process.ts';
import { FaultsDesk } from './faults-desk.ts';

const mailsInStream = 500;
const repliesInStream = 200;

describe.each(databaseKinds())('killed in the middle, on %s', (kind) => {
  let faults: FaultsDesk;
  beforeAll(async () => {
    faults = await FaultsDesk.open(kind);
  }, 120_000);
  afterAll(() => faults?.close());

  test(`at random moments during ${mailsInStream} mails and ${repliesInStream} replies`, { timeout: 900_000 }, async () => {
    let desk: DeskProcess | null = await faults.spawn();
    let kills = 0;
    const over = new AbortController();
    const killing = (async () => {
      for (;;) {
        await pause(700 + Math.random() * 2_300);
        if (over.signal.aborted) return;
        const dying = desk;
        desk = null;
        await dying.kill();
        kills += 1;
        desk = await faults.spawn();
      }
    })();
    const writing = (async () => {
      for (let mails = 0; mails < mailsInStream; mails += 1) {
        faults.mail(`customer${mails % 120}@example.test`);
        await pause(20 + Math.random() * 60);
      }
    })();
    await Promise.all([writing, answer(() => desk)]);
    over.abort();
    await killing;
    console.log(`random kills on ${kind}: ${kills}`);
    expect(kills).toBeGreaterThan(3);
    await faults.settle(300);
    await faults.compare();
    await desk.stop();
  });

  async function answer(desk: () => DeskProcess | null): Promise<void> {
    let conversations: readonly string[] = [];
    for (let count = 0; count < repliesInStream; ) {
      if (conversations.length < 20 && count % 5 === 0) conversations = (await faults.list().catch(() => [])).map((row) => row.id);
      const conversation = conversations[count % Math.max(conversations.length, 1)];
      if (!conversation) {
        await pause(100);
        continue;
      }
      await faults.reply(desk, conversation, `Answer ${count}.`);
      count += 1;
    }
  }
});
