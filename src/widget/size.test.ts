// What a shop's page has to load for the chat: one file, everything in it.
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';

describe('the built widget', () => {
  const files = new Map<string, string>();
  beforeAll(async () => {
    const built = await build({ configFile: new URL('./vite.config.ts', import.meta.url).pathname, build: { write: false } });
    const outputs = Array.isArray(built) ? built : [built];
    for (const output of outputs) if ('output' in output) for (const file of output.output) files.set(file.fileName, String('code' in file ? file.code : file.source));
  }, 60_000);

  it('is one file, beside the demonstration page', () => {
    expect([...files.keys()].toSorted()).toEqual(['demo.html', 'widget.js']);
  });
  it('is at most fifteen kilobytes, gzipped', () => {
    const bytes = gzipSync(files.get('widget.js')!, { level: 9 }).byteLength;
    expect(bytes).toBeLessThanOrEqual(15_000);
    expect(bytes).toBeGreaterThan(5_000);
  });
  it('speaks all its languages and carries its style', () => {
    const code = files.get('widget.js')!;
    for (const words of ['Your message', 'Ваше сообщение', 'Il suo messaggio', '请输入消息', 'prefers-color-scheme', 'prefers-reduced-motion']) expect(code).toContain(words);
  });
  it('keeps to strict content policies, and sets no cookie', () => {
    expect(files.get('widget.js')).not.toMatch(/\beval\(|new Function|document\.cookie|\.innerHTML|setAttribute\(["'`]style/);
  });
});
