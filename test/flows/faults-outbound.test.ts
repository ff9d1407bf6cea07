// The server process is ended by SIGKILL inside every numbered step by which an answer goes out (docs/architecture.md). Afterwards
// nothing is lost, nothing is doubled, and nothing is claimed as sent that was not.
import { afterAll, beforeAll, describe, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import { FaultsDesk, killInEachOf } from './faults-desk.ts';

describe.each(databaseKinds())('killed in the middle, on %s', (kind) => {
  let faults: FaultsDesk;
  beforeAll(async () => {
    faults = await FaultsDesk.open(kind);
  }, 120_000);
  afterAll(() => faults?.close());

  test('inside every numbered step of the outbound flow', { timeout: 600_000 }, async () => {
    await killInEachOf(faults, ['out-1', 'out-2', 'out-3', 'out-4', 'out-5', 'out-6', 'out-7', 'out-8', 'out-9', 'out-10']);
  });
});
