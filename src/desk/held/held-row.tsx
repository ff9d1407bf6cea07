// One answer that is held: to whom, by whom, how old, how it begins.
import { Link } from '@tanstack/react-router';
import type { HeldDeliveryView } from '../../contract/held.ts';
import { Button } from '../kit/button.tsx';
import { channelName } from '../kit/channel.ts';
import { ageOf, Moment, useNow } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useLocale } from '../wording/locale.ts';
import type { Decision } from './held-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

type RowProps = { readonly held: HeldDeliveryView; readonly chosen: boolean; onChoose(on: boolean): void; onAsk(decision: Decision): void };

export function HeldRow({ held, chosen, onChoose, onAsk }: RowProps) {
  const { t } = useTranslation('held');
  const { t: desk } = useTranslation();
  const author = useDesk((state) => (held.author.kind === 'agent' ? state.agents[held.author.id]?.name : undefined)) ?? t('desk');
  const inbox = useDesk((state) => state.inboxes[held.inbox]?.name);
  const name = nameOf(held, desk('contact.nameless'));
  const age = useAge(held.writtenAt);
  // A chat's recipient is a token that says nothing to people.
  const address = held.via === 'web-chat' ? channelName(desk, held.via) : held.recipient;
  return (
    <li className="flex items-start gap-3 py-3">
      <input type="checkbox" className="mt-1 size-4 shrink-0 accent-accent" aria-label={t('choose', { name })} checked={chosen} onChange={(event) => onChoose(event.target.checked)} />
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="max-w-full truncate font-medium" dir="auto">
              {name}
            </span>
            <span className="max-w-full truncate text-sm text-ink-soft" dir="auto">
              {[...(address === name ? [] : [address]), ...(inbox ? [inbox] : [])].join(' · ')}
            </span>
          </p>
          <Link to="/inbox/$view/$conversation" params={{ view: 'all', conversation: held.conversation }} className="line-clamp-2 wrap-anywhere hover:underline" dir="auto">
            {held.start === '' ? t('files') : held.start}
          </Link>
          <p className="mt-0.5 text-sm text-ink-faint">
            {t('written')} <Moment at={held.writtenAt} clock /> {age === null ? null : `(${age}) `}· {t('by', { name: author })}
          </p>
        </div>
        <div className="flex gap-2">
          <Button small aria-label={t('dropOne', { name })} onClick={() => onAsk('drop')}>
            {t('drop')}
          </Button>
          <Button small aria-label={t('sendOne', { name })} onClick={() => onAsk('send')}>
            {t('send')}
          </Button>
        </div>
      </div>
    </li>
  );
}

export function nameOf(held: HeldDeliveryView, nameless: string): string {
  return held.contact ?? (held.via === 'web-chat' ? nameless : held.recipient);
}

const units = { minutes: 'minute', hours: 'hour', days: 'day' } as const;

/** null: just now. */
function useAge(at: string): string | null {
  const locale = useLocale();
  const { unit, count } = ageOf(useNow() - Date.parse(at));
  return unit === 'now' ? null : new Intl.RelativeTimeFormat(locale).format(-count, units[unit]);
}
