// Macros: looked at and run on the open conversation; with none open, the page where they are kept.
import { useNavigate } from '@tanstack/react-router';
import { askToRunMacro } from '../../writing/macro-wishes.ts';
import { useMacros } from '../../writing/use-macros.ts';
import { usePart } from '../../writing/use-part.ts';
import type { Entry, Offered } from '../entry.ts';
import { useConversationHere } from './conversation-here.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export function useMacroEntries(): Offered {
  const { t } = useTranslation('writing');
  const ready = usePart('writing');
  const navigate = useNavigate();
  const conversation = useConversationHere();
  const { value: macros } = useMacros();
  if (!ready || macros === null) return { entries: [] };
  const entries = macros.map((macro): Entry => {
    const run = () => {
      if (conversation) askToRunMacro(conversation.id, macro.id);
      else void navigate({ to: '/settings/macros' });
    };
    return { id: `macro:${macro.id}`, group: 'macros', label: macro.name, also: macro.shortcut, about: t('macro.steps', { count: macro.steps.length }), run };
  });
  return { entries };
}
