import { useState, type FormEvent } from 'react';
import type { TeamView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { CheckField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk, useStore } from '../live/use-desk.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { SaveRow, SureButton } from './parts.tsx';
import { people } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

export function Teams() {
  const { t } = useTranslation('settings');
  const store = useStore();
  const teams = useDesk((state) => Object.values(state.teams).sort(byName), sameList);
  const [name, setName] = useState('');
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const create = (event: FormEvent) => {
    event.preventDefault();
    void save.run(async () => {
      const asked = store.cursor();
      store.take({ teams: [await people.createTeam(name.trim(), [])] }, asked);
      setName('');
    });
  };
  return (
    <>
      {teams.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {teams.map((team) => (
            <TeamLine key={team.id} team={team} />
          ))}
        </ul>
      ) : null}
      <form className="space-y-3" onSubmit={create}>
        <TextField
          className="max-w-xs"
          label={t('teams.name')}
          required
          maxLength={200}
          value={name}
          mistake={mistake('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <SaveRow busy={save.busy} saved={false} error={save.error} label={t('teams.create')} />
      </form>
    </>
  );
}

function TeamLine({ team }: { readonly team: TeamView }) {
  const { t } = useTranslation('settings');
  const [open, setOpen] = useState(false);
  return (
    <li className="py-2">
      <div className="flex items-center gap-3">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="min-w-0 flex-1 truncate py-1 text-start font-medium" dir="auto">
          {team.name}
        </button>
        <span className="text-sm text-ink-faint">{t('teams.members', { count: team.members.length })}</span>
        <Button small look="quiet" onClick={() => setOpen(!open)}>
          {t(open ? 'teams.less' : 'teams.edit')}
        </Button>
      </div>
      {open ? <TeamEditor team={team} /> : null}
    </li>
  );
}

function TeamEditor({ team }: { readonly team: TeamView }) {
  const { t } = useTranslation('settings');
  const store = useStore();
  const [name, setName] = useState(team.name);
  const save = useSave();
  const change = (body: { readonly name?: string; readonly members?: readonly string[] }) =>
    save.run(async () => {
      const asked = store.cursor();
      store.take({ teams: [await people.changeTeam(team.id, body)] }, asked);
    });
  return (
    <div className="space-y-3 py-3">
      <form
        className="flex max-w-sm items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void change({ name: name.trim() });
        }}
      >
        <TextField className="flex-1" label={t('teams.name')} required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" disabled={save.busy || name.trim() === team.name}>
          {t('save')}
        </Button>
      </form>
      <Members members={team.members} onMembers={(members) => void change({ members })} />
      <SureButton label={t('teams.remove')} question={t('teams.sure')} onSure={() => void save.run(() => people.removeTeam(team.id))} />
      {save.error ? <Trouble error={save.error} /> : null}
    </div>
  );
}

function Members({ members, onMembers }: { readonly members: readonly string[]; onMembers(members: readonly string[]): void }) {
  const { t } = useTranslation('settings');
  const agents = useDesk(
    (state) =>
      Object.values(state.agents)
        .filter((agent) => agent.active)
        .sort(byName),
    sameList,
  );
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="label">{t('teams.who')}</legend>
      {agents.map((agent) => (
        <CheckField
          key={agent.id}
          label={agent.name}
          checked={members.includes(agent.id)}
          onChange={(event) => onMembers(event.target.checked ? [...members, agent.id] : members.filter((id) => id !== agent.id))}
        />
      ))}
    </fieldset>
  );
}
