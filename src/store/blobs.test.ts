import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderBlobs, TooLarge } from './blobs.ts';

describe('files by what they hold', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'attune-test-blobs-'));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));
  const coming = (): readonly string[] => readdirSync(join(data, 'blobs/coming'));

  test('the same bytes twice are one file, and what broke leaves nothing', async () => {
    const blobs = folderBlobs(data);
    const [one, other] = [await blobs.put(Buffer.from('abc')), await blobs.put(Buffer.from('abc'))];
    expect(one).toEqual({ hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', bytes: 3 });
    expect(other).toEqual(one);
    await expect(blobs.put(Buffer.alloc(10), 9)).rejects.toThrow(TooLarge);
    await expect(blobs.put((async function* () {
      yield Buffer.from('a');
      throw new Error('the line broke');
    })())).rejects.toThrow('the line broke');
    expect(coming()).toEqual([]);
    expect(Buffer.from(await blobs.read(one.hash)).toString()).toBe('abc');
  });

  test('what a killed process left is cleared away, what is on its way is not', async () => {
    const blobs = folderBlobs(data);
    await blobs.removeUnfinished(new Date());
    await blobs.put(Buffer.from('abc'));
    for (const name of ['old', 'new']) writeFileSync(join(data, 'blobs/coming', name), 'half');
    utimesSync(join(data, 'blobs/coming/old'), new Date(0), new Date(0));
    await blobs.removeUnfinished(new Date(Date.now() - 3_600_000));
    expect(coming()).toEqual(['new']);
  });
});
