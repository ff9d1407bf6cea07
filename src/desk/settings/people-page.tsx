import { useState } from 'react';
import type { AgentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Face } from '../kit/face.tsx';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk, useMe, useStore } from '../live/use-desk.ts';
import { Invitations } from './invitations.tsx';
import { AdministratorsOnly, Block, Page } from './parts.tsx';
import { SecondFactorRemoval, useSecondFactors } from './second-factor-removal.tsx';
import { people, roles, type Role } from './settings-api.ts';
import { Teams } from './teams.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function PeoplePage() {
  const { t } = useTranslation('settings');
  return (
    <AdministratorsOnly>
      <Page title={t('place.people')}>
        <Agents />
        <Block title={t('invite.title')} about={t('invite.about')}>
          <Invitations />
        </Block>
        <Block title={t('teams.title')} about={t('teams.about')}>
          <Teams />
        </Block>
      </Page>
    </AdministratorsOnly>
  );
}

function Agents() {
  const agents = useDesk(
    (state) => Object.values(state.agents).sort((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name)),
    sameList,
  );
  const factors = useSecondFactors();
  const [losing, setLosing] = useState<AgentView | null>(null);
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {agents.map((agent) => (
          <AgentLine key={agent.id} agent={agent} protectedTwice={factors.agents.includes(agent.id)} onRemoveFactor={() => setLosing(agent)} />
        ))}
      </ul>
      {losing ? <SecondFactorRemoval agent={losing} mailed={factors.mailed} onClose={() => setLosing(null)} /> : null}
    </>
  );
}

type LineProps = { readonly agent: AgentView; readonly protectedTwice: boolean; onRemoveFactor(): void };

function AgentLine({ agent, protectedTwice, onRemoveFactor }: LineProps) {
  const { t } = useTranslation('settings');
  const store = useStore();
  const me = useMe();
  const [error, setError] = useState<unknown>(null);
  const change = async (body: { readonly role?: Role; readonly active?: boolean }) => {
    setError(null);
    const asked = store.cursor();
    const underway = store.begin((state) => ({ ...state, agents: { ...state.agents, [agent.id]: { ...agent, ...body } } }));
    try {
      underway.settle({ agents: [await people.changeAgent(agent.id, body)] }, asked);
    } catch (problem) {
      underway.undo();
      setError(problem);
    }
  };
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Face name={agent.name} />
        <div className={`min-w-0 flex-1 basis-44 ${agent.active ? '' : 'text-ink-faint'}`}>
          <p className="truncate font-medium" dir="auto">
            {agent.name}
            {agent.id === me.id ? <span className="ms-1.5 font-normal text-ink-faint">{t('people.you')}</span> : null}
          </p>
          <p className="truncate text-sm text-ink-soft">{agent.email}</p>
          {protectedTwice ? <FactorLine name={agent.name} {...(agent.id === me.id ? {} : { onRemove: onRemoveFactor })} /> : null}
        </div>
        <select
          aria-label={t('people.roleOf', { name: agent.name })}
          value={agent.role}
          disabled={!agent.active}
          onChange={(event) => void change({ role: event.target.value as Role })}
          className="field w-auto!"
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
        <Button look="quiet" disabled={agent.id === me.id} onClick={() => void change({ active: !agent.active })}>
          {t(agent.active ? 'people.switchOff' : 'people.switchOn')}
        </Button>
      </div>
      {error ? (
        <div className="mt-2">
          <Trouble error={error} />
        </div>
      ) : null}
    </li>
  );
}

/** One's own is switched off among one's own settings, with the password. */
function FactorLine({ name, onRemove }: { readonly name: string; onRemove?(): void }) {
  const { t } = useTranslation('settings');
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-faint">
      {t('factor.has')}
      {onRemove ? (
        <Button small look="quiet" aria-label={t('factor.removeOf', { name })} onClick={onRemove}>
          {t('factor.removeAsk')}
        </Button>
      ) : null}
    </p>
  );
}
