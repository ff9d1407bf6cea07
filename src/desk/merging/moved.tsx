// A conversation that was merged while somebody looks at it, or whose old address was opened: they go on where it is now, and what
// they had begun to write goes with them.
import { useEffect, useEffectEvent } from 'react';
import { isBlank } from '../composer/drafts.ts';
import { drafts } from '../composer/use-draft.ts';
import { tell } from '../kit/notices.ts';
import { conversations } from '../live/desk-api.ts';
import { isRefused } from '../live/request.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** @param suspected it is gone from sight, or could not be opened */
export function useMoved(conversation: string, suspected: boolean, onMove: (into: string) => void): void {
  const { t } = useTranslation();
  const move = useEffectEvent((error: unknown) => {
    if (!isRefused(error, 'conversation-merged')) return;
    const into = String(error.body.values['conversation']);
    carryDrafts(conversation, into);
    tell({ text: t('conversation.moved', { number: String(error.body.values['number']) }) });
    onMove(into);
  });
  useEffect(() => {
    if (suspected) void conversations.open(conversation).catch(move);
  }, [conversation, suspected]);
}

/** Behind what stands there already; nothing that was typed is lost. */
export function carryDrafts(from: string, into: string): void {
  for (const kind of ['reply', 'note'] as const) {
    const draft = drafts.peek(from, kind);
    if (isBlank(draft)) continue;
    const there = drafts.peek(into, kind);
    const { text, copy, blindCopy, inbox, sender, attachments } = draft;
    if (isBlank(there)) drafts.change(into, { kind, text, copy, blindCopy, inbox, sender, attachments, version: null });
    else if (!there.text.includes(text)) drafts.change(into, { kind, text: `${there.text.trimEnd()}\n\n${text}`, attachments: [...there.attachments, ...attachments] });
    drafts.adopt(from, kind, null);
  }
}
