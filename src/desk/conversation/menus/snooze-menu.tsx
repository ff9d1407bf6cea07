import { useState, type ReactNode } from 'react';
import { DialogEnd } from '../../kit/dialog-end.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import { Menu, MenuItem, MenuLine } from '../../kit/menu.tsx';
import { useDueTime, useNow } from '../../kit/moment.tsx';
import type { MenuParts } from './assign-menu.tsx';
import { localInput, snoozePresets } from './snooze-times.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export function SnoozeMenu({ conversation, actions, ...parts }: MenuParts) {
  return <SnoozeTimes {...parts} align="end" onSnooze={(until, when) => void actions.snooze(conversation, until, when)} />;
}

type TimesProps = { readonly anchor: ReactNode; readonly open: boolean; readonly align?: 'end'; onOpen(open: boolean): void; onSnooze(until: string, when: string): void };

/** @param props.onSnooze until when, and how that is said */
export function SnoozeTimes({ onSnooze, ...parts }: TimesProps) {
  const { t } = useTranslation();
  const due = useDueTime();
  const now = useNow();
  const [choosing, setChoosing] = useState(false);
  const snooze = (at: Date) => onSnooze(at.toISOString(), due(at.toISOString()));
  return (
    <>
      <Menu {...parts}>
        {snoozePresets(new Date(now)).map(({ name, at }) => (
          <MenuItem key={name} hint={due(at.toISOString())} onChoose={() => snooze(at)}>
            {t(`snooze.${name}`)}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onChoose={() => setChoosing(true)}>{t('snooze.choose')}</MenuItem>
      </Menu>
      {choosing ? (
        <ChooseTime
          onClose={() => setChoosing(false)}
          onChoose={(at) => {
            setChoosing(false);
            snooze(at);
          }}
        />
      ) : null}
    </>
  );
}

function ChooseTime({ onChoose, onClose }: { onChoose(at: Date): void; onClose(): void }) {
  const { t } = useTranslation();
  const now = useNow();
  const [value, setValue] = useState(() => localInput(snoozePresets(new Date(now)).find(({ name }) => name === 'tomorrow')?.at ?? new Date(now)));
  const at = new Date(value);
  const mistake = Number.isNaN(at.getTime()) ? t('snooze.noTime') : at.getTime() <= now ? t('snooze.past') : undefined;
  return (
    <Dialog title={t('snooze.choose')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!mistake) onChoose(at);
        }}
      >
        <TextField
          label={t('snooze.until')}
          type="datetime-local"
          value={value}
          min={localInput(new Date(now))}
          mistake={mistake}
          onChange={(event) => setValue(event.target.value)}
        />
        <div className="mt-3">
          <DialogEnd label={t('snooze.title')} disabled={mistake !== undefined} onCancel={onClose} />
        </div>
      </form>
    </Dialog>
  );
}
