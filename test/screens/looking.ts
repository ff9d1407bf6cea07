// Looking at a page: with axe, and with a person's eyes.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Violation = { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[] };

/** A window or a menu lies over the page and beside its landmarks for as long as it is open: only that rule does not apply to it. */
const overThePage = { rules: { region: { enabled: false } } };
/** Of a page with nothing over it. */
export const everyRule = {};

/** What axe finds wrong on this page as it is now. @param options as axe.run takes them, beside the rules that hold everywhere */
export async function violations(page: Page, options: object = overThePage): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations: found } = (await page.evaluate(`axe.run(document, ${JSON.stringify({ runOnly, ...options })})`)) as { readonly violations: readonly Violation[] };
  return found.flatMap((one) => one.nodes.map((node) => `${one.id} (${one.help}): ${node.html.slice(0, 160)} — ${node.failureSummary.slice(0, 200)}`));
}

export async function checkAccessible(page: Page, what = ''): Promise<void> {
  expect(await violations(page), what).toEqual([]);
}

/** Pictures are only kept where somebody wants to look at them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['ATTUNE_PICTURES'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
