// "Snooze until…": the usual times, or one of one's own.
import type { ConversationView } from '../../../contract/views.ts';
import { useActions } from '../../conversation/actions.ts';
import { snoozePresets } from '../../conversation/menus/snooze-times.ts';
import { handlerOf } from '../../keys/dispatcher.ts';
import { useDueTime, useNow } from '../../kit/moment.tsx';
import type { Entry, Offered, Step } from '../entry.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export function snoozeStep(conversation: ConversationView, title: string): Step {
  return { id: 'snooze', title, source: () => useSnoozeEntries(conversation) };
}

function useSnoozeEntries(conversation: ConversationView): Offered {
  const { t } = useTranslation();
  const actions = useActions();
  const due = useDueTime();
  const now = useNow();
  const times = snoozePresets(new Date(now)).map(({ name, at }): Entry => {
    const when = due(at.toISOString());
    return { id: `snooze:${name}`, group: 'times', label: t(`snooze.${name}`), about: when, run: () => void actions.snooze(conversation, at.toISOString(), when) };
  });
  return { entries: [...times, { id: 'snooze:choose', group: 'times', label: t('snooze.choose'), run: () => handlerOf('snooze')?.run() }] };
}
