// Templates: into the answer that is being written, or, with no conversation open, to the page where they are kept.
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DeskState } from '../../../contract/state.ts';
import type { ConversationView, MessageView } from '../../../contract/views.ts';
import { drafts } from '../../composer/use-draft.ts';
import { messagesOf } from '../../conversation/use-conversation.ts';
import { handlerOf } from '../../keys/dispatcher.ts';
import { sameList, useDesk } from '../../live/use-desk.ts';
import { usePart } from '../../writing/use-part.ts';
import { useTemplates } from '../../writing/use-templates.ts';
import { useFilling } from '../../writing/use-values.ts';
import type { Entry, Offered } from '../entry.ts';
import { useConversationHere } from './conversation-here.ts';
import { useTranslation } from '../../wording/use-translation.ts';

const nowhere: ConversationView = { contact: { id: '', name: null }, number: 0 } as ConversationView;
const nothing: readonly MessageView[] = [];

export function useTemplateEntries(): Offered {
  const { t } = useTranslation('writing');
  const ready = usePart('writing');
  const navigate = useNavigate();
  const conversation = useConversationHere();
  const { templates, forms } = useTemplates();
  const id = conversation?.id ?? null;
  const select = useMemo(() => (state: DeskState) => (id ? messagesOf(state, id) : nothing), [id]);
  const fill = useFilling(conversation ?? nowhere, useDesk(select, sameList), forms);
  if (!ready || templates === null) return { entries: [] };
  const entries = templates.map((template): Entry => {
    const about = [template.situation ? t(`situation.${template.situation}`) : null, template.topic].filter((word) => word !== null).join(' · ');
    const run = () => {
      if (conversation) insert(conversation.id, fill(template).text);
      else void navigate({ to: '/settings/templates' });
    };
    return { id: `template:${template.id}`, group: 'templates', label: template.name, also: `${template.shortcut} ${template.text}`, about, run };
  });
  return { entries };
}

/** Behind what is written already. */
function insert(conversation: string, text: string): void {
  const before = drafts.peek(conversation, 'reply').text;
  drafts.change(conversation, { kind: 'reply', text: before.trim() === '' ? text : `${before.trimEnd()}\n\n${text}` });
  handlerOf('reply')?.run();
}
