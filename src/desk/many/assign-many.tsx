import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuLabel } from '../kit/menu.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

type AssignProps = {
  readonly anchor: ReactNode; readonly open: boolean;
  onOpen(open: boolean): void;
  /** `name` null: nobody. */
  onAssign(to: { readonly agent?: string | null; readonly team?: string | null }, name: string | null): void;
};
const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

export function AssignMany({ anchor, open, onOpen, onAssign }: AssignProps) {
  const { t } = useTranslation();
  const me = useMe().id;
  const agents = useDesk((state) => state.agents);
  const teams = useDesk((state) => state.teams);
  const others = Object.values(agents).filter((agent) => agent.active && agent.id !== me).sort(byName);
  const groups = Object.values(teams).sort(byName);
  return (
    <Menu open={open} onOpen={onOpen} anchor={anchor}>
      <MenuItem onChoose={() => onAssign({ agent: me }, t('assign.me'))}>{t('assign.me')}</MenuItem>
      <MenuItem onChoose={() => onAssign({ agent: null }, null)}>{t('assign.nobody')}</MenuItem>
      {others.length > 0 ? <MenuLabel>{t('assign.agents')}</MenuLabel> : null}
      {others.map((agent) => (
        <MenuItem key={agent.id} onChoose={() => onAssign({ agent: agent.id }, agent.name)}>
          {agent.name}
        </MenuItem>
      ))}
      {groups.length > 0 ? <MenuLabel>{t('assign.teams')}</MenuLabel> : null}
      {groups.map((team) => (
        <MenuItem key={team.id} onChoose={() => onAssign({ team: team.id }, team.name)}>
          {team.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
