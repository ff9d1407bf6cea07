// Offered quietly above the composer of a hard conversation; one key turns it on, Escape or the answer turn it off.
import { Focus } from 'lucide-react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { isHard } from '../../domain/conversation/hard.ts';
import { awaitsAnswer, messagesToAnswer } from '../composer/answered-since.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { ActionKey, Button, Key } from '../kit/button.tsx';
import { enterFocus, leaveFocus, useEndOfFocus, useFocused } from './focus.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function FocusLine({ conversation, messages }: { readonly conversation: ConversationView; readonly messages: readonly MessageView[] }) {
  const { t } = useTranslation();
  const on = useFocused(conversation.id);
  const waits = conversation.state.is !== 'closed' && awaitsAnswer(messages);
  useEndOfFocus(conversation.id, waits);
  useActionKeys({ focus: on ? leaveFocus : waits ? () => enterFocus(conversation.id) : null, ...(on ? { back: leaveFocus } : {}) }, 'conversation');
  const hard = waits && messagesToAnswer(messages).some(({ reading }) => reading !== null && isHard(reading));
  if (!on && !hard) return null;
  return (
    <p className="mx-auto flex w-[calc(100%-1.5rem)] max-w-3xl flex-wrap items-center gap-x-2 gap-y-1 px-1 pb-1.5 text-sm text-ink-soft">
      <Focus size={15} className="shrink-0 text-ink-faint" aria-hidden="true" />
      <span className="min-w-0 flex-1 basis-56" role={on ? 'status' : undefined}>
        {t(on ? 'focus.on' : 'focus.offer')}
      </span>
      {on ? (
        <Button small look="quiet" className="text-accent!" onClick={leaveFocus}>
          {t('focus.leave')}
          <Key className="pointer-coarse:hidden">Esc</Key>
        </Button>
      ) : (
        <Button small look="quiet" className="text-accent!" onClick={() => enterFocus(conversation.id)}>
          {t('focus.begin')}
          <ActionKey action="focus" className="pointer-coarse:hidden" />
        </Button>
      )}
    </p>
  );
}
