import type { ReactNode } from 'react';
import type { After } from '../composer/use-send.ts';
import { Menu, MenuItem } from '../kit/menu.tsx';
import { useTranslation } from '../wording/use-translation.ts';
import { PlanItems, type PlanItemsProps } from './plan-items.tsx';

const choices: readonly After[] = ['waiting', 'closed', 'open'];

/** What becomes of the conversation when the answer is sent. */
export type Afterwards = { readonly chosen: After; onChoose(after: After): void };
type LaterMenuProps = { readonly anchor: ReactNode; readonly open: boolean; readonly plan: PlanItemsProps; readonly after?: Afterwards | undefined; onOpen(open: boolean): void };

export function LaterMenu({ anchor, open, plan, after, onOpen }: LaterMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu open={open} onOpen={onOpen} anchor={anchor} align="end">
      {after
        ? choices.map((choice) => (
            <MenuItem key={choice} chosen={choice === after.chosen} onChoose={() => after.onChoose(choice)}>
              {t(`send.${choice}`)}
            </MenuItem>
          ))
        : null}
      <PlanItems {...plan} />
    </Menu>
  );
}
