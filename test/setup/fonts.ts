// Fonts for the browser of the tests, so that every script is drawn, alike on every machine: from npm packages.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

const packages = ['noto-sans', 'noto-sans-sc', 'noto-color-emoji'];

/** Returns the file that FONTCONFIG_FILE must name. */
export function prepareFonts(modules: string, cache: string): string {
  const folder = join(cache, 'fonts-1');
  const file = join(folder, 'fonts.conf');
  if (existsSync(file)) return file;
  const partial = `${folder}.${randomBytes(6).toString('hex')}`;
  mkdirSync(join(partial, 'files'), { recursive: true });
  for (const name of packages) {
    const from = join(modules, '@fontsource', name, 'files');
    for (const font of readdirSync(from).filter((file) => /-(400|700)-(normal|italic)\.woff$/.test(file))) {
      writeFileSync(join(partial, 'files', font.replace('.woff', '.ttf')), unwrap(readFileSync(join(from, font))));
    }
  }
  writeFileSync(join(partial, 'fonts.conf'), configuration(folder));
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(file)) throw error;
  }
  return file;
}

function configuration(folder: string): string {
  const families = ['sans-serif', 'serif', 'system-ui', 'monospace'];
  const prefer = '<prefer><family>Noto Sans</family><family>Noto Sans SC</family><family>Noto Color Emoji</family></prefer>';
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/files</dir>
  <cachedir>${folder}</cachedir>
${families.map((family) => `  <alias binding="same"><family>${family}</family>${prefer}</alias>`).join('\n')}
</fontconfig>
`;
}

/**
 * WOFF 1.0 to the plain font inside (https://www.w3.org/TR/WOFF/): Chromium takes only plain ones from the system
 * (SK_FONT_CONFIG_INTERFACE_ONLY_ALLOW_SFNT_FONTS in Skia).
 */
function unwrap(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + index * 20;
    const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const stored = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(at, at + 4), checksum: woff.subarray(at + 16, at + 20), data: packed < length ? inflateSync(stored) : stored };
  });
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  let offset = head.length;
  const bodies = tables.map(({ tag, checksum, data }, index) => {
    const at = 12 + index * 16;
    tag.copy(head, at);
    checksum.copy(head, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    offset += padded.length;
    return padded;
  });
  return Buffer.concat([head, ...bodies]);
}
