import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseTime } from '../conversation/menus/snooze-menu.tsx';
import { snoozePresets } from '../conversation/menus/snooze-times.ts';
import { Menu, MenuItem, MenuLine } from '../kit/menu.tsx';
import { useDueTime, useNow } from '../kit/moment.tsx';

type SnoozeProps = { readonly anchor: ReactNode; readonly open: boolean; onOpen(open: boolean): void; onSnooze(until: string, when: string): void };

export function SnoozeMany({ anchor, open, onOpen, onSnooze }: SnoozeProps) {
  const { t } = useTranslation();
  const due = useDueTime();
  const now = useNow();
  const [choosing, setChoosing] = useState(false);
  const snooze = (at: Date) => onSnooze(at.toISOString(), due(at.toISOString()));
  return (
    <>
      <Menu open={open} onOpen={onOpen} anchor={anchor}>
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
