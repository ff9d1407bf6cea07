import type { ReactNode } from 'react';
import { Menu, MenuItem } from '../kit/menu.tsx';
import { PlanItems, type PlanItemsProps } from '../writing/plan-items.tsx';
import type { After } from './use-send.ts';
import { useTranslation } from '../wording/use-translation.ts';

const choices: readonly After[] = ['waiting', 'closed', 'open'];

export function SendMenu({
  anchor,
  open,
  after,
  plan,
  onOpen,
  onChoose,
}: {
  readonly anchor: ReactNode;
  readonly open: boolean;
  readonly after: After;
  readonly plan: PlanItemsProps;
  onOpen(open: boolean): void;
  onChoose(after: After): void;
}) {
  const { t } = useTranslation();
  return (
    <Menu open={open} onOpen={onOpen} anchor={anchor} align="end">
      {choices.map((choice) => (
        <MenuItem key={choice} chosen={choice === after} onChoose={() => onChoose(choice)}>
          {t(`send.${choice}`)}
        </MenuItem>
      ))}
      <PlanItems {...plan} />
    </Menu>
  );
}
