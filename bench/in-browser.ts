// What an agent's hand feels: from a key to the picture, in a real browser with everything loaded.
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from '../test/setup/browser.ts';
import { milliseconds, summarise } from './measure.ts';

export type BrowserFigures = Readonly<Record<
  | 'in the browser: address → list of conversations drawn, p50 / p95'
  | 'in the browser: key → next conversation drawn (loaded ahead), frames / ms, p50 / p95'
  | 'in the browser: letter → drawn while advice is given, p50 / p95', string>>;

const rounds = { loads: 8, steps: 40, letters: 120 } as const;

/** From inside the page: from the event's own time to after the frame in which `shown` first held. */
const watching = `
  window.untilDrawn = (kind, shown) => new Promise((resolve) => addEventListener(kind, async (event) => {
    for (let frames = 1; frames < 600; frames += 1) {
      await new Promise((next) => requestAnimationFrame(next));
      if (!shown()) continue;
      await new Promise((next) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = next; port2.postMessage(0); });
      return resolve({ frames, ms: performance.now() - event.timeStamp });
    }
    resolve({ frames: 600, ms: performance.now() - event.timeStamp });
  }, { capture: true, once: true }));`;

type Drawn = { readonly frames: number; readonly ms: number };

export async function measureInBrowser(address: string, who: { readonly email: string; readonly password: string }): Promise<BrowserFigures> {
  const browser = await launchBrowser();
  try {
    const page = await openPage(browser, { baseURL: address, viewport: { width: 1440, height: 900 } });
    await page.request.post('/api/session', { data: who, headers: { origin: address } });
    await page.addInitScript(watching);
    const loads = await measureLoads(page);
    const steps = await measureSteps(page);
    const letters = await measureLetters(page);
    const [frames, ms] = [summarise(steps.map((one) => one.frames)), summarise(steps.map((one) => one.ms))];
    const typing = summarise(letters);
    return {
      'in the browser: address → list of conversations drawn, p50 / p95': `${milliseconds(loads.p50)} / ${milliseconds(loads.p95)} ms`,
      'in the browser: key → next conversation drawn (loaded ahead), frames / ms, p50 / p95': `${frames.p50} / ${frames.p95} frames, ${milliseconds(ms.p50)} / ${milliseconds(ms.p95)} ms`,
      'in the browser: letter → drawn while advice is given, p50 / p95': `${milliseconds(typing.p50)} / ${milliseconds(typing.p95)} ms`,
    };
  } finally {
    await browser.close();
  }
}

const rows = 'a[data-conversation]';

async function measureLoads(page: Page) {
  const times: number[] = [];
  for (let place = 0; place < rounds.loads; place += 1) {
    await page.goto('/inbox/open');
    await page.locator(rows).first().waitFor();
    times.push(await page.evaluate<number>('performance.now()'));
    await page.waitForTimeout(500);
  }
  return summarise(times);
}

/** Each step waits until its neighbours are held, as an agent does who reads. */
async function measureSteps(page: Page): Promise<readonly Drawn[]> {
  await page.locator(rows).first().click();
  await page.getByRole('log').locator('article').first().waitFor();
  const drawn: Drawn[] = [];
  for (let place = 0; place < rounds.steps; place += 1) {
    await page.waitForTimeout(700);
    await page.evaluate(`void (window.step = (() => { const before = document.querySelector('[role=log]'); return window.untilDrawn('keydown', () => {
      const now = document.querySelector('[role=log]');
      return now !== null && now !== before && now.querySelector('article') !== null;
    }); })())`);
    await page.keyboard.press('KeyJ');
    drawn.push(await page.evaluate<Drawn>('window.step'));
  }
  return drawn;
}

async function measureLetters(page: Page): Promise<readonly number[]> {
  await page.keyboard.press('KeyR');
  const text = 'Unfortunately you should have read the terms. I will send your money back by Friday, I promise. '.repeat(2).slice(0, rounds.letters);
  const times: number[] = [];
  for (const letter of text) {
    await page.evaluate(`void (window.letter = window.untilDrawn('keydown', () => true))`);
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    times.push((await page.evaluate<Drawn>('window.letter')).ms);
    await page.waitForTimeout(40);
  }
  return times;
}
