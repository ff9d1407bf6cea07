// Somebody wrote while this answer was being written: it is shown before anything goes out.
import type { MessageView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { withoutMarks } from '../../domain/conversation/summary.ts';
import { useDesk } from '../live/use-desk.ts';
import { ownText } from './answered-since.ts';
import { useTranslation } from '../wording/use-translation.ts';

function whoWrote({ author }: MessageView, agent: string | undefined): string | null {
  return author.kind === 'agent' ? (agent ?? author.name) : author.kind === 'third party' ? (author.name ?? author.id) : author.name;
}

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
              {whoWrote(message, message.author.kind === 'agent' ? agents[message.author.id]?.name : undefined) ?? t('meanwhile.customer')}
              {message.direction === 'from third party' ? ` · ${t('message.thirdParty')}` : message.direction === 'to third party' ? ` · ${t('message.toThird', { name: message.recipients.to[0]?.name ?? message.recipients.to[0]?.address ?? '' })}` : ''}
            </span>{' '}
            {withoutMarks(ownText(message), message.direction).slice(0, 400)}
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
