// Templates as the contract shows them, and one of them filled for a conversation.
import type { z } from 'zod';
import type { filledReply, TemplateView } from '../../contract/writing.ts';
import type { Desk } from '../../operations/desk.ts';
import { fillWords } from '../../operations/fill-words.ts';
import { readTogether } from '../../store/sent-ahead.ts';
import type { TemplateRow } from '../../store/template.ts';
import { iso } from './conversation.ts';

export function presentTemplate(row: TemplateRow): TemplateView {
  const { changed_at, ...rest } = row;
  return { ...rest, changedAt: iso(changed_at) };
}

export async function fillFor(desk: Desk, workspace: string, conversation: string, agent: string | null, template: Pick<TemplateRow, 'language' | 'text'>): Promise<z.input<typeof filledReply>> {
  const { text, gaps, hints } = await readTogether(desk.db, (db) => fillWords(desk, db, workspace, { conversation, agent }, [template]));
  return { text, gaps: [...gaps], hints: [...hints] };
}
