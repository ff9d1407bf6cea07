// What an inbox's form holds, saving it, and trying it out before it is saved.
import { useState, type FormEvent } from 'react';
import type { InboxView } from '../../contract/views.ts';
import { useStore } from '../live/use-desk.ts';
import { useSettingMistakes } from '../wording/problem-words.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { usualValues, type ChannelForm } from './channel-forms.ts';
import { chatDefaults, emailDefaults, formValues, inboxChange, type SenderRow, type Values } from './inbox-form-values.ts';
import { inboxes as api, type CheckReply, type InboxSettings } from './settings-api.ts';
import { useSave } from './use-save.ts';

export type InboxFormProps = {
  readonly channel: string;
  /** null: this page has a form of its own for the channel. */
  readonly form: ChannelForm | null;
  readonly inbox?: InboxView;
  readonly settings?: InboxSettings;
  onSaved(inbox: InboxView): void;
};

export type TypedInbox = {
  readonly name: string;
  readonly undoSeconds: string;
  readonly teams: readonly string[];
  readonly values: Values;
  readonly senders: readonly SenderRow[];
};

const usualUndo = 5;

function begin({ channel, form, inbox, settings }: InboxFormProps): TypedInbox {
  const values = settings ? formValues(channel, settings.config, form) : form ? usualValues(form) : channel === 'email' ? emailDefaults : chatDefaults;
  const senders = inbox && inbox.senders.length > 0 ? inbox.senders : [{ name: '', address: '', signature: '' }];
  return { name: inbox?.name ?? '', undoSeconds: String(inbox?.undoSeconds ?? usualUndo), teams: inbox?.teams ?? [], values, senders };
}

export function useInboxForm(props: InboxFormProps) {
  const { channel, form, inbox, settings, onSaved } = props;
  const store = useStore();
  const [typed, setTyped] = useState(() => begin(props));
  const [checked, setChecked] = useState<CheckReply | null>(null);
  const save = useSave();
  const check = useSave();
  const error = save.error ?? check.error;
  const inInput = useFieldMistakes(error);
  const inSettings = useSettingMistakes(error);
  const mistake = (path: string) => inInput(path) ?? inSettings(path);
  const body = () => inboxChange(channel, typed.name, typed.undoSeconds, typed.teams, typed.values, typed.senders, form);
  const change = (part: Partial<TypedInbox>) => setTyped((before) => ({ ...before, ...part }));

  return {
    typed,
    change,
    mistake,
    save,
    check,
    checked,
    error,
    fields: {
      values: typed.values,
      mistake: (path: string) => mistake(path) ?? mistake(`config.${path}`),
      secretSet: (path: string) => settings?.secrets[path] === true,
      set: (path: string, value: string) => setTyped((before) => ({ ...before, values: { ...before.values, [path]: value } })),
    },
    onSubmit: (event: FormEvent) => {
      event.preventDefault();
      check.clear();
      void save.run(async () => {
        const asked = store.cursor();
        const saved = inbox ? await api.change(inbox.id, body()) : await api.create({ channel, ...body() });
        store.take({ inboxes: [saved] }, asked);
        onSaved(saved);
      });
    },
    tryOut: () => {
      save.clear();
      setChecked(null);
      void check.run(async () => {
        const { config, senders } = body();
        setChecked(inbox ? await api.check(inbox.id, { config, senders }) : await api.checkNew(channel, { config, senders }));
      });
    },
  };
}
