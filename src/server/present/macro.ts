// Macros as the contract shows them, and what one would do to a conversation.
import type { z } from 'zod';
import type { macroPreviewReply, MacroView } from '../../contract/macro.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { forecast } from '../../domain/macro/forecast.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { fillWords } from '../../operations/fill-words.ts';
import { macroSituation, wordsOf } from '../../operations/macro-situation.ts';
import { lockConversation } from '../../store/conversation.ts';
import type { MacroRow } from '../../store/macro.ts';
import { iso } from './conversation.ts';

export function presentMacro({ actions, changed_at, ...rest }: MacroRow): MacroView {
  return { ...rest, steps: structuredClone(actions) as MacroView['steps'], changedAt: iso(changed_at) };
}

export async function previewMacro(desk: Desk, workspace: string, conversation: string, viewer: Viewer, macro: MacroRow): Promise<z.input<typeof macroPreviewReply>> {
  return desk.db.transaction().execute(async (db) => {
    const found = await lockConversation(db, workspace, conversation);
    if (!found) throw new Refusal('not-found');
    const { situation, templates } = await macroSituation(db, workspace, found, macro.actions, { viewer, now: desk.now() });
    const effects = forecast(macro.actions, situation).map(({ tags, obstacle, ...effect }) => ({ ...effect, obstacle: obstacle && { code: obstacle.code, values: { ...obstacle.values } }, ...(tags ? { tags: [...tags] } : {}) }));
    const parts = wordsOf(macro.actions, templates);
    const words = parts.length === 0 ? null : await fillWords(desk, db, workspace, { conversation, agent: situation.me }, parts);
    return { effects, words: words && { text: words.text, gaps: [...words.gaps], hints: [...words.hints] } };
  });
}
