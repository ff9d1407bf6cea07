// Runs a macro on a conversation. Its words go where one writes; everything can be taken back with one key.
import { useCallback } from 'react';
import type { MacroView } from '../../contract/macro.ts';
import { drafts } from '../composer/use-draft.ts';
import { newId } from '../kit/new-id.ts';
import { tell, untilHeard } from '../kit/notices.ts';
import { useStore } from '../live/use-desk.ts';
import { spoken } from '../wording/interface.ts';
import { insertWords } from './caret.ts';
import { macros as api } from './writing-api.ts';

export function useRunMacro(): (conversation: string, macro: MacroView) => Promise<boolean> {
  const store = useStore();
  return useCallback(
    async (conversation, macro) => {
      const asked = store.cursor();
      const before = drafts.peek(conversation, 'reply').text;
      const run = newId();
      try {
        const reply = await api.run(conversation, macro.id, run);
        store.take({ conversations: [reply.conversation] }, asked);
        if (reply.words) insertWords(conversation, 'reply', { text: reply.words.text, gaps: reply.words.gaps, hints: reply.words.hints });
        const inserted = reply.words?.text ?? null;
        tell({
          text: spoken('writing')('macro.done', { name: macro.name }),
          stands: untilHeard(/^macro-undone$/, run),
          undo: async () => {
            const from = store.cursor();
            try {
              store.take({ conversations: [await api.undo(conversation, run)] }, from);
              if (inserted !== null) takeOut(conversation, inserted, before);
              tell({ text: spoken('desk')('done.undone') });
            } catch (trouble) {
              tell({ text: '', trouble });
            }
          },
        });
        return true;
      } catch (trouble) {
        tell({ text: '', trouble });
        return false;
      }
    },
    [store],
  );
}

/** Only where they stand as they were put there: what was written on stays. */
function takeOut(conversation: string, inserted: string, before: string): void {
  const now = drafts.peek(conversation, 'reply').text;
  const without = now.replace(inserted, () => '');
  if (now !== without && without.trim() === before.trim()) drafts.change(conversation, { kind: 'reply', text: before });
}
