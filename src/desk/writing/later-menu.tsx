import type { ReactNode } from 'react';
import { Menu } from '../kit/menu.tsx';
import { PlanItems, type PlanItemsProps } from './plan-items.tsx';

export function LaterMenu({ anchor, open, plan, onOpen }: { readonly anchor: ReactNode; readonly open: boolean; readonly plan: PlanItemsProps; onOpen(open: boolean): void }) {
  return (
    <Menu open={open} onOpen={onOpen} anchor={anchor} align="end">
      <PlanItems {...plan} />
    </Menu>
  );
}
