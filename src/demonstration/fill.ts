// Fills a new workspace with what the set-up page offers: a first day with a few customers in four languages.
import type { Desk } from '../operations/desk.ts';
import { playScenario } from './play.ts';
import { readScenario } from './scenario.ts';

const offered = 'first-day';

export async function fillWithDemonstration(desk: Desk, workspace: string, administrator: string): Promise<void> {
  await playScenario(desk, workspace, administrator, readScenario(offered));
}
