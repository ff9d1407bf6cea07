// "Send later" in the menu beside the send button.
import { MenuItem, MenuLabel, MenuLine } from '../kit/menu.tsx';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { planTimes } from './plan-times.ts';
import { usePart } from './use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type PlanItemsProps = { readonly timeZone: string; onPlan(sendAt: string): void; onOther(): void };

export function PlanItems({ timeZone, onPlan, onOther }: PlanItemsProps) {
  const ready = usePart('writing');
  const { t } = useTranslation('writing');
  const due = useDueTime();
  const now = useNow();
  if (!ready) return null;
  return (
    <>
      <MenuLine />
      <MenuLabel>{t('plan.later')}</MenuLabel>
      {planTimes(new Date(now).toISOString(), timeZone).map(({ name, at }) => (
        <MenuItem key={name} hint={due(at)} onChoose={() => onPlan(at)}>
          {t(`plan.time.${name}`)}
        </MenuItem>
      ))}
      <MenuItem onChoose={onOther}>{t('plan.time.own')}</MenuItem>
    </>
  );
}
