// One form for a new inbox and for a changed one. Every mistake is named beside its field; nothing that was typed is lost.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { CheckField, TextField } from '../kit/field.tsx';
import { sameList, useDesk, useStore } from '../live/use-desk.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { ChatFields } from './chat-fields.tsx';
import { CheckResult } from './check-result.tsx';
import { EmailFields } from './email-fields.tsx';
import { chatDefaults, emailDefaults, formValues, inboxChange, type SenderRow, type Values } from './inbox-form-values.ts';
import { SaveRow } from './parts.tsx';
import { inboxes as api, type CheckReply, type InboxSettings } from './settings-api.ts';
import { useSave } from './use-save.ts';

export type InboxFormProps = { readonly channel: 'email' | 'web-chat'; readonly inbox?: InboxView; readonly settings?: InboxSettings; onSaved(inbox: InboxView): void };

const noSender: SenderRow = { name: '', address: '', signature: '' };

export function InboxForm({ channel, inbox, settings, onSaved }: InboxFormProps) {
  const { t } = useTranslation('settings');
  const store = useStore();
  const [name, setName] = useState(inbox?.name ?? '');
  const [undoSeconds, setUndoSeconds] = useState(String(inbox?.undoSeconds ?? 5));
  const [teams, setTeams] = useState<readonly string[]>(inbox?.teams ?? []);
  const [values, setValues] = useState<Values>(() => (settings ? formValues(channel, settings.config) : channel === 'email' ? emailDefaults : chatDefaults));
  const [senders, setSenders] = useState<readonly SenderRow[]>(() => (inbox && inbox.senders.length > 0 ? inbox.senders : [noSender]));
  const [checked, setChecked] = useState<CheckReply | null>(null);
  const save = useSave();
  const check = useSave();
  const mistake = useFieldMistakes(save.error ?? check.error);
  const form = useRef<HTMLFormElement>(null);
  const problem = save.error ?? check.error;
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  const body = () => inboxChange(channel, name, undoSeconds, teams, values, senders);
  const fields = {
    values, mistake: (path: string) => mistake(path) ?? mistake(`config.${path}`), secretSet: (path: string) => settings?.secrets[path] === true,
    set: (path: string, value: string) => setValues((before) => ({ ...before, [path]: value })),
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    check.clear();
    void save.run(async () => {
      const asked = store.cursor();
      const saved = inbox ? await api.change(inbox.id, body()) : await api.create({ channel, ...body() });
      store.take({ inboxes: [saved] }, asked);
      onSaved(saved);
    });
  };
  const tryOut = () => {
    save.clear();
    setChecked(null);
    void check.run(async () => {
      const { config, senders: speaking } = body();
      const tried = { config, senders: speaking };
      setChecked(inbox ? await api.check(inbox.id, tried) : await api.checkNew(channel, tried));
    });
  };
  return (
    <form ref={form} className="space-y-5" noValidate onSubmit={onSubmit}>
      <TextField label={t('inbox.name')} hint={t('inbox.nameHint')} maxLength={200} autoFocus={!inbox} value={name} mistake={mistake('name')} onChange={(event) => setName(event.target.value)} />
      {channel === 'email' ? <EmailFields {...fields} senders={senders} onSenders={setSenders} /> : <ChatFields {...fields} />}
      <Access undoSeconds={undoSeconds} teams={teams} mistake={mistake('undoSeconds')} onUndoSeconds={setUndoSeconds} onTeams={setTeams} />
      {checked ? <CheckResult reply={checked} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <SaveRow busy={save.busy} saved={save.saved} error={save.error ?? check.error} label={t(inbox ? 'save' : 'inbox.create')} />
        {channel === 'email' ? <Button disabled={check.busy} onClick={tryOut}>{t(check.busy ? 'inbox.checking' : 'inbox.check')}</Button> : null}
      </div>
    </form>
  );
}

function Access({ undoSeconds, teams, mistake, onUndoSeconds, onTeams }: { readonly undoSeconds: string; readonly teams: readonly string[]; readonly mistake: string | undefined; onUndoSeconds(value: string): void; onTeams(teams: readonly string[]): void }) {
  const { t } = useTranslation('settings');
  const known = useDesk((state) => Object.values(state.teams).sort((one, other) => one.name.localeCompare(other.name)), sameList);
  return (
    <div className="space-y-5 border-t border-line pt-5">
      <TextField className="max-w-xs" label={t('inbox.undoSeconds')} hint={t('inbox.undoHint')} inputMode="numeric" value={undoSeconds} mistake={mistake} onChange={(event) => onUndoSeconds(event.target.value)} />
      {known.length > 0 ? (
        <fieldset>
          <legend className="label">{t('inbox.teams')}</legend>
          <p className="hint mb-2">{t('inbox.teamsHint')}</p>
          <div className="grid gap-2 sm:grid-cols-2">{known.map((team) => <CheckField key={team.id} label={team.name} checked={teams.includes(team.id)} onChange={(event) => onTeams(event.target.checked ? [...teams, team.id] : teams.filter((id) => id !== team.id))} />)}</div>
        </fieldset>
      ) : null}
    </div>
  );
}
