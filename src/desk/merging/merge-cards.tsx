// Which one stays: two cards side by side with an arrow between them, or a list when there are more.
import { ArrowRight, Check, X } from 'lucide-react';
import { clsx } from 'clsx';
import type { ConversationView } from '../../contract/views.ts';
import { IconButton, KeyHint } from '../kit/button.tsx';
import { ConversationCard } from './conversation-card.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type CardsProps = { readonly conversations: readonly ConversationView[]; readonly survivor: string; onSurvivor(id: string): void; onLeaveOut(id: string): void };

/** The next one stays: with two, they are swapped. */
export function nextSurvivor(conversations: readonly { readonly id: string }[], survivor: string): string {
  const at = conversations.findIndex((one) => one.id === survivor);
  return conversations[(at + 1) % conversations.length]?.id ?? survivor;
}

export function MergeCards({ conversations, survivor, onSurvivor, onLeaveOut }: CardsProps) {
  const { t } = useTranslation('merging');
  const two = conversations.length === 2;
  const toEnd = conversations[1]?.id === survivor;
  const card = (one: ConversationView) => <Card key={one.id} conversation={one} stays={one.id === survivor} onStay={() => onSurvivor(one.id)} {...(two ? {} : { onLeaveOut: () => onLeaveOut(one.id) })} />;
  if (!two) {
    return (
      <ul role="radiogroup" aria-label={t('merge.stays')} className="space-y-2">
        {conversations.map((one) => (
          <li key={one.id}>{card(one)}</li>
        ))}
      </ul>
    );
  }
  return (
    <div role="radiogroup" aria-label={t('merge.stays')} className="grid items-stretch gap-2 sm:grid-cols-[1fr_auto_1fr]">
      {card(conversations[0]!)}
      <button
        type="button"
        title={t('merge.swap')}
        onClick={() => onSurvivor(nextSurvivor(conversations, survivor))}
        className="flex flex-col items-center justify-center gap-1 rounded-md px-2 py-1 text-xs text-ink-soft hover:bg-sunken hover:text-ink max-sm:flex-row"
      >
        <ArrowRight size={22} aria-hidden="true" className={clsx('transition-transform duration-100 motion-reduce:transition-none', toEnd ? 'max-sm:rotate-90 rtl:rotate-180' : 'rotate-180 max-sm:-rotate-90 rtl:rotate-0')} />
        <span>
          <KeyHint>X</KeyHint> {t('merge.swapHint')}
        </span>
      </button>
      {card(conversations[1]!)}
    </div>
  );
}

function Card({ conversation, stays, onStay, onLeaveOut }: { readonly conversation: ConversationView; readonly stays: boolean; onStay(): void; onLeaveOut?(): void }) {
  const { t } = useTranslation('merging');
  return (
    <div className={clsx('flex items-start gap-1 rounded-lg border', stays ? 'border-accent bg-accent-wash' : 'border-line bg-paper')}>
      <button type="button" role="radio" aria-checked={stays} onClick={onStay} className="min-w-0 flex-1 rounded-lg p-3">
        <span className={clsx('mb-1.5 flex items-center gap-1.5 text-xs font-medium', stays ? 'text-accent' : 'text-ink-faint')}>
          {stays ? <Check size={14} aria-hidden="true" /> : null}
          {t(stays ? 'merge.stays' : 'merge.goes')}
        </span>
        <ConversationCard conversation={conversation} />
      </button>
      {onLeaveOut ? (
        <IconButton label={t('merge.take')} side="left" onClick={onLeaveOut} className="m-1">
          <X size={15} />
        </IconButton>
      ) : null}
    </div>
  );
}
