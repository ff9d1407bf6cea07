// The server process is ended by SIGKILL inside every numbered step by which a message comes in (docs/architecture.md). Afterwards
// nothing is lost and nothing is doubled.
import { afterAll, beforeAll, describe, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import { FaultsDesk, killInEachOf } from './faults-desk.ts';

describe.each(databaseKinds())('killed in the middle, on %s', (kind) => {
  let faults: FaultsDesk;
  beforeAll(async () => {
    faults = await FaultsDesk.open(kind);
  }, 120_000);
  afterAll(() => faults?.close());

  test('inside every numbered step of the inbound flow', { timeout: 600_000 }, async () => {
    await killInEachOf(faults, ['in-1', 'in-2', 'in-3', 'in-4', 'in-5', 'in-6', 'in-7', 'in-8', 'in-9', 'in-10']);
  });
});
