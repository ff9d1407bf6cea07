// Puts what is known of a conversation, its customer and its writer into words with places.
import type { Filled } from '../domain/template/fill.ts';
import { fillTemplate } from '../domain/template/fill.ts';
import { formsOf } from '../domain/template/library.ts';
import { valuesOf } from '../domain/template/values.ts';
import type { WorkingHours } from '../domain/time/working-time.ts';
import { Refusal } from '../domain/refusal.ts';
import { findAgent } from '../store/agent.ts';
import { findContactOf } from '../store/contact.ts';
import { findConversationBrief, listToldFacts } from '../store/told-facts.ts';
import type { Db } from '../store/open.ts';
import { findWorkspaceTime } from '../store/workspace-time.ts';
import type { Desk } from './desk.ts';

export type Words = { readonly language: string | null; readonly text: string };
export type ForWhom = { readonly conversation: string; readonly agent: string | null };

/** Several words become one text, a blank line between them. `language` null: the customer's, or else the workspace's. */
export async function fillWords(desk: Pick<Desk, 'writing' | 'now'>, db: Db, workspace: string, { conversation, agent }: ForWhom, parts: readonly Words[]): Promise<Filled> {
  const [brief, facts, { contacts }, time, writer] = await Promise.all([
    findConversationBrief(db, workspace, conversation), listToldFacts(db, workspace, conversation), findContactOf(db, workspace, conversation), findWorkspaceTime(db, workspace), agent === null ? null : findAgent(db, workspace, agent),
  ]);
  const [contact] = contacts;
  if (!brief || !contact) throw new Refusal('not-found');
  const usual = brief.language ?? contact.language ?? time.language;
  const known = {
    contact: { name: contact.name, timeZone: contact.time_zone, attributes: contact.attributes as Record<string, string> }, agent: writer?.name ?? null, number: brief.number, facts,
    due: brief.commitment_due?.toISOString() ?? null, now: desk.now(), timeZone: time.timeZone, workingHours: time.workingHours as WorkingHours,
  };
  return joined(parts.map(({ language, text }) => fillTemplate(text, valuesOf({ ...known, forms: formsOf(desk.writing.forms, language ?? usual) }))));
}

function joined(parts: readonly Filled[]): Filled {
  return parts.reduce((before, part) => {
    const text = before.text === '' ? '' : `${before.text.trimEnd()}\n\n`;
    return { text: text + part.text, gaps: [...before.gaps, ...part.gaps.map((gap) => ({ start: gap.start + text.length, end: gap.end + text.length }))], hints: [...before.hints, ...part.hints.filter((hint) => !before.hints.some((other) => other.variable === hint.variable && other.hint === hint.hint))] };
  }, { text: '', gaps: [], hints: [] });
}
