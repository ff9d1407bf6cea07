import { useState } from 'react';
import type { NotificationChoiceView } from '../../contract/notifying.ts';
import { CheckField, TextField } from '../kit/field.tsx';
import { Block } from '../settings/parts.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type Quiet = NotificationChoiceView['quiet'];

const usual = { from: '20:00', to: '08:00' };
/** By the clock of the place where one sets it. */
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function QuietBlock({ quiet, onChoose }: { readonly quiet: Quiet; onChoose(quiet: Quiet): Promise<boolean> }) {
  const { t } = useTranslation('promises');
  const [typed, setTyped] = useState(quiet ?? usual);
  const [on, setOn] = useState(quiet !== null);
  const turn = async (wanted: boolean) => {
    setOn(wanted);
    if (!(await onChoose(wanted ? { from: typed.from, to: typed.to, timeZone: here() } : null))) setOn(!wanted);
  };
  const save = (next: { readonly from: string; readonly to: string }) => {
    setTyped(next);
    if (next.from !== '' && next.to !== '' && next.from !== next.to) void onChoose({ from: next.from, to: next.to, timeZone: here() });
  };
  const same = typed.from !== '' && typed.from === typed.to ? t('notify.sameTime') : undefined;
  return (
    <Block title={t('notify.quiet')} about={t('notify.quietAbout')}>
      <CheckField label={t('notify.quietOn')} checked={on} onChange={(event) => void turn(event.target.checked)} />
      {on ? (
        <>
          <div className="grid max-w-80 grid-cols-2 gap-4">
            <TextField label={t('notify.from')} type="time" value={typed.from} onChange={(event) => save({ ...typed, from: event.target.value })} />
            <TextField label={t('notify.to')} type="time" value={typed.to} mistake={same} onChange={(event) => save({ ...typed, to: event.target.value })} />
          </div>
          <p className="hint">{t('notify.zone', { zone: (quiet?.timeZone ?? here()).replaceAll('_', ' ') })}</p>
        </>
      ) : null}
    </Block>
  );
}
