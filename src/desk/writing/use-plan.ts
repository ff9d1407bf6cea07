// Takes what stands in the composer to be sent later. It can be taken back at once, and until its time comes.
import { useCallback } from 'react';
import { spoken } from '../wording/interface.ts';
import type { Draft } from '../composer/drafts.ts';
import { drafts, draftSync } from '../composer/use-draft.ts';
import type { Sending } from '../composer/use-send.ts';
import { tell, untilHeard } from '../kit/notices.ts';
import { isRefused } from '../live/request.ts';
import { planned as api } from './writing-api.ts';

export type Planning = Omit<Sending, 'anyway'> & { readonly draft: Draft; readonly sendAt: string; readonly when: string };

export function usePlan(): (planning: Planning) => Promise<'planned' | 'answered-meanwhile' | 'failed'> {
  return useCallback(async ({ conversation, draft, after, body, sendAt, when }) => {
    const { commitments: _commitments, ...way } = body;
    drafts.clear(conversation.id, draft.kind);
    try {
      await api.plan(conversation.id, {
        ...way, id: draft.id, text: draft.text.trim(), attachments: draft.attachments.map((file) => file.id), version: draft.version ?? conversation.version, sendAt,
        // oxlint-disable-next-line unicorn/no-thenable -- the contract's word for what comes after; it is never awaited
        then: after,
      });
      tell({
        text: spoken('writing')('plan.planned', { when }),
        stands: untilHeard(/^plan-(?:returned|sent)$/, draft.id),
        undo: async () => {
          await api.remove({ conversation: conversation.id, id: draft.id }).catch((trouble: unknown) => tell({ text: '', trouble }));
          draftSync.look(conversation.id);
        },
      });
      return 'planned';
    } catch (error) {
      drafts.change(conversation.id, draft);
      if (isRefused(error, 'answered-meanwhile')) return 'answered-meanwhile';
      tell({ text: spoken('desk')('composer.kept'), trouble: error });
      return 'failed';
    }
  }, []);
}
