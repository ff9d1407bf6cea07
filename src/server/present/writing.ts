// Templates as the contract shows them, and one of them filled for a conversation.
import type { z } from 'zod';
import type { filledReply, TemplateView } from '../../contract/writing.ts';
import { factKinds } from '../../language/reading/reading.ts';
import { fillTemplate } from '../../domain/template/fill.ts';
import { formsOf } from '../../domain/template/library.ts';
import { valuesOf } from '../../domain/template/values.ts';
import type { WorkingHours } from '../../domain/time/working-time.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { findAgent } from '../../store/agent.ts';
import type { TemplateRow } from '../../store/template.ts';
import { findWorkspaceTime } from '../../store/workspace-time.ts';
import { iso } from './conversation.ts';
import { openConversation } from './open-conversation.ts';

export function presentTemplate(row: TemplateRow): TemplateView {
  const { changed_at, ...rest } = row;
  return { ...rest, changedAt: iso(changed_at) };
}

export async function fillFor(desk: Desk, workspace: string, conversation: string, agent: string | null, template: Pick<TemplateRow, 'language' | 'text'>): Promise<z.input<typeof filledReply>> {
  const [opened, time, writer] = await Promise.all([
    openConversation(desk, workspace, conversation), findWorkspaceTime(desk.db, workspace), agent === null ? null : findAgent(desk.db, workspace, agent),
  ]);
  if (!opened.contact) throw new Refusal('not-found');
  const facts = opened.messages.filter((message) => message.direction === 'in' && message.reading !== null)
    .flatMap((message) => message.reading!.facts.filter((fact) => factKinds.includes(fact.kind)).map((fact) => ({ kind: fact.kind, value: fact.value, text: message.text.slice(fact.start, fact.end) })));
  const due = opened.commitments.filter((one) => one.state.is === 'open' && one.due !== null).map((one) => one.due!.by).sort()[0] ?? null;
  const { text, gaps, hints } = fillTemplate(template.text, valuesOf({
    forms: formsOf(desk.writing.forms, template.language), contact: opened.contact, agent: writer?.name ?? null, number: opened.conversation.number, facts, due,
    now: desk.now(), timeZone: time.timeZone, workingHours: time.workingHours as WorkingHours,
  }));
  return { text, gaps: [...gaps], hints: [...hints] };
}
