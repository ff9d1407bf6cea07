// "Assign to…": me, nobody, a colleague, a team.
import type { ConversationView } from '../../../contract/views.ts';
import { useActions } from '../../conversation/actions.ts';
import { sameList, useDesk, useMe } from '../../live/use-desk.ts';
import type { Entry, Offered, Step } from '../entry.ts';
import { useTranslation } from '../../wording/use-translation.ts';

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

export function assignStep(conversation: ConversationView, title: string): Step {
  return { id: 'assign', title, source: () => useAssignEntries(conversation) };
}

function useAssignEntries(conversation: ConversationView): Offered {
  const { t } = useTranslation();
  const { t: words } = useTranslation('keys');
  const actions = useActions();
  const me = useMe();
  const agents = useDesk((state) => Object.values(state.agents).filter((agent) => agent.active && agent.id !== me.id).sort(byName), sameList);
  const teams = useDesk((state) => Object.values(state.teams).sort(byName), sameList);
  const entries: Entry[] = [
    { id: 'assign:me', group: 'agents', label: t('assign.me'), also: me.name, chosen: conversation.assignee === me.id, run: () => void actions.assign(conversation, { agent: me.id }, t('done.assignedMe')) },
    ...agents.map((agent): Entry => ({ id: `assign:${agent.id}`, group: 'agents', label: agent.name, about: agent.email, chosen: conversation.assignee === agent.id, run: () => void actions.assign(conversation, { agent: agent.id }, t('done.assigned', { name: agent.name })) })),
    { id: 'assign:nobody', group: 'agents', label: words('palette.nobody'), chosen: conversation.assignee === null, run: () => void actions.assign(conversation, { agent: null }, t('done.unassigned')) },
    ...teams.map((team): Entry => {
      const on = conversation.team === team.id;
      return { id: `assign:${team.id}`, group: 'teams', label: team.name, chosen: on, run: () => void actions.assign(conversation, { team: on ? null : team.id }, t(on ? 'done.noTeam' : 'done.assigned', { name: team.name })) };
    }),
  ];
  return { entries };
}
