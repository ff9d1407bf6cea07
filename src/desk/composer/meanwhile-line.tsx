// Somebody wrote while this answer was being written: it is shown before anything goes out.
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { useDesk } from '../live/use-desk.ts';
import { ownText } from './answered-since.ts';

export function MeanwhileLine({
  messages,
  refused,
  onSeen,
  onAnyway,
}: {
  readonly messages: readonly MessageView[];
  readonly refused: boolean;
  onSeen(): void;
  onAnyway(): void;
}) {
  const { t } = useTranslation();
  const agents = useDesk((state) => state.agents);
  if (messages.length === 0 && !refused) return null;
  return (
    <div role="alert" className="border-b border-line bg-warn-wash px-3 py-2 text-sm">
      <p className="font-medium text-warn">{t('meanwhile.title', { count: Math.max(messages.length, 1) })}</p>
      <ul className="mt-1 max-h-32 space-y-1 overflow-y-auto text-ink-soft">
        {messages.map((message) => (
          <li key={message.id} className="break-words" dir="auto">
            <span className="font-medium text-ink">
              {(message.author.kind === 'agent' ? agents[message.author.id]?.name : message.author.name) ?? t('meanwhile.customer')}
            </span>{' '}
            {ownText(message).slice(0, 400)}
          </li>
        ))}
      </ul>
      <div className="mt-1.5 flex gap-2">
        <Button small onClick={onSeen}>
          {t('meanwhile.seen')}
        </Button>
        {refused ? (
          <Button small look="quiet" onClick={onAnyway}>
            {t('meanwhile.anyway')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
