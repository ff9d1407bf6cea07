// In the window of a new conversation: letters that wait for their time, with what can be done about them until then.
import { CalendarClock, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { PlannedStartView } from '../../contract/planned-start.ts';
import { plainText } from '../../domain/formatting/rendered.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import { PlannedDeeds } from './planned-deeds.tsx';
import { shelfFor } from './shelf.ts';
import { usePart } from './use-part.ts';
import { starts as api } from './writing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const useLetters = shelfFor<readonly PlannedStartView[]>(/^letter-/, async () => (await api.list()).planned);

/** @param props.onEdit one of them is the draft again */
export function PlannedLetters({ onEdit }: { onEdit(): void }) {
  const ready = usePart('writing');
  const { t } = useTranslation('writing');
  const { value: letters, put } = useLetters();
  const [open, setOpen] = useState(false);
  if (!ready || letters === null || letters.length === 0) return null;
  return (
    <section aria-label={t('letters.title')} className="rounded-md border border-dashed border-line-strong">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-h-9 w-full items-center gap-2 px-3 text-start text-sm text-ink-soft hover:text-ink">
        <CalendarClock size={15} aria-hidden="true" />
        {t('letters.show', { count: letters.length })}
        <ChevronDown size={15} aria-hidden="true" className={`ms-auto ${open ? 'rotate-180' : ''}`} />
      </button>
      {open ? (
        <ul className="max-h-56 divide-y divide-line overflow-y-auto border-t border-line">
          {letters.map((letter) => (
            <Item key={letter.id} letter={letter} onPlanned={put} onEdit={onEdit} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

type ItemProps = { readonly letter: PlannedStartView; onPlanned(planned: readonly PlannedStartView[]): void; onEdit(): void };

function Item({ letter, onPlanned, onEdit }: ItemProps) {
  const { t } = useTranslation('writing');
  const due = useDueTime();
  const me = useMe();
  const author = useDesk((state) => state.agents[letter.agent]?.name);
  return (
    <li className="px-3 py-2 text-sm">
      <p className="flex flex-wrap gap-x-2">
        <span className="font-medium">{t('plan.goesOut', { when: due(letter.sendAt) })}</span>
        <span className="min-w-0 truncate text-ink-soft" dir="auto">
          {t('letters.to', { name: letter.to.name ?? letter.to.address })} · {letter.subject ?? t('letters.noSubject')}
        </span>
        {letter.agent === me.id ? null : <span className="text-ink-faint">{t('plan.by', { name: author ?? '' })}</span>}
      </p>
      <p dir="auto" className="line-clamp-2 text-ink-soft">
        {plainText(letter.text)}
      </p>
      <PlannedDeeds
        sendAt={letter.sendAt}
        onPlanned={onPlanned}
        send={() => api.send(letter.id)}
        change={(sendAt) => api.change(letter.id, sendAt)}
        back={async () => {
          const reply = await api.remove(letter.id);
          onEdit();
          return reply;
        }}
      />
    </li>
  );
}
