// Looking at a page: with axe, and with a person's eyes.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[] };

/** What axe finds wrong on this page as it is now. @param options as axe.run takes them, beside those that hold everywhere */
export async function violations(page: Page, options: object = {}): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations: found } = (await page.evaluate(`axe.run(document, ${JSON.stringify({ runOnly, ...options })})`)) as { readonly violations: readonly Violation[] };
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`).join(' | ')}`);
}

/** A window or a menu over the page has no landmark of its own. */
const overThePage = { rules: { region: { enabled: false } } };

export async function checkAccessible(page: Page, what = ''): Promise<void> {
  expect(await violations(page, overThePage), what).toEqual([]);
}

/** Pictures are only kept where somebody wants to look at them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['ATTUNE_PICTURES'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
