import type { ReactNode } from 'react';
import type { ConversationView } from '../../../contract/views.ts';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../kit/menu.tsx';
import { useMe, useDesk } from '../../live/use-desk.ts';
import { askToHandOver } from '../../together/wishes.ts';
import type { Actions } from '../actions.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export type MenuParts = {
  readonly conversation: ConversationView;
  readonly actions: Actions;
  readonly anchor: ReactNode;
  readonly open: boolean;
  onOpen(open: boolean): void;
};

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

export function AssignMenu({ conversation, actions, anchor, open, onOpen }: MenuParts) {
  const { t } = useTranslation();
  const me = useMe().id;
  const agents = useDesk((state) => state.agents);
  const teams = useDesk((state) => state.teams);
  const others = Object.values(agents)
    .filter((agent) => agent.active && agent.id !== me)
    .sort(byName);
  const { assignee, team } = conversation;
  return (
    <Menu open={open} onOpen={onOpen} anchor={anchor}>
      <MenuItem chosen={assignee === me} onChoose={() => void actions.assign(conversation, { agent: me }, t('done.assignedMe'))}>
        {t('assign.me')}
      </MenuItem>
      <MenuItem chosen={assignee === null} onChoose={() => void actions.assign(conversation, { agent: null }, t('done.unassigned'))}>
        {t('assign.nobody')}
      </MenuItem>
      {others.length > 0 ? <MenuLabel>{t('assign.agents')}</MenuLabel> : null}
      {others.map((agent) => (
        <MenuItem
          key={agent.id}
          chosen={assignee === agent.id}
          onChoose={() => void actions.assign(conversation, { agent: agent.id }, t('done.assigned', { name: agent.name }))}
        >
          {agent.name}
        </MenuItem>
      ))}
      {others.length > 0 ? <MenuItem onChoose={() => askToHandOver(conversation.id)}>{t('action.handOver')}</MenuItem> : null}
      {Object.keys(teams).length > 0 ? (
        <>
          <MenuLine />
          <MenuLabel>{t('assign.teams')}</MenuLabel>
        </>
      ) : null}
      {Object.values(teams)
        .sort(byName)
        .map((one) => (
          <MenuItem
            key={one.id}
            chosen={team === one.id}
            onChoose={() =>
              void actions.assign(
                conversation,
                { team: team === one.id ? null : one.id },
                t(team === one.id ? 'done.noTeam' : 'done.assigned', { name: one.name }),
              )
            }
          >
            {one.name}
          </MenuItem>
        ))}
    </Menu>
  );
}
