import { useState } from 'react';
import type { ContactView } from '../../contract/views.ts';
import { timeZoneChoices } from '../entrance/time-zones.ts';
import { channelName } from '../kit/channel.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { contacts } from '../live/desk-api.ts';
import { useStore } from '../live/use-desk.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { languageName } from './contact-label.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Languages that people write to us in; the contact's own besides, whichever it is. */
const usualLanguages = ['en', 'ru', 'it', 'zh', 'de', 'es', 'fr', 'pt', 'uk', 'tr', 'ar', 'ja', 'ko', 'pl', 'nl'];

type Typed = { readonly channel: string; readonly from: string; readonly to: string; readonly address: string; readonly title: string; readonly timeZone: string; readonly language: string };

function typedOf({ preferences, timeZone, language }: ContactView): Typed {
  return {
    channel: preferences.channel ?? '', from: preferences.quiet?.from ?? '', to: preferences.quiet?.to ?? '', address: preferences.address ?? '', title: preferences.title ?? '',
    timeZone: timeZone ?? '', language: language ?? '',
  };
}

/** What was changed and nothing else: a language that only follows what somebody writes in stays so. */
function changeOf(typed: Typed, before: Typed) {
  const { from, to } = typed;
  const changed = (name: keyof Typed) => typed[name].trim() !== before[name];
  return {
    preferences: {
      ...(changed('channel') ? { channel: typed.channel || null } : {}),
      ...(changed('from') || changed('to') ? { quiet: from && to ? { from, to } : null } : {}),
      ...(changed('address') ? { address: (typed.address || null) as ContactView['preferences']['address'] } : {}),
      ...(changed('title') ? { title: typed.title.trim() || null } : {}),
    },
    ...(changed('timeZone') ? { timeZone: typed.timeZone || null } : {}),
    ...(changed('language') ? { language: typed.language || null } : {}),
  };
}

type FieldsProps = { readonly contact: ContactView; readonly typed: Typed; readonly wrongTimes: string | undefined; mistake(path: string): string | undefined; onType(typed: Typed): void };

function Fields({ contact, typed, wrongTimes, mistake, onType }: FieldsProps) {
  const { t, language } = useTranslation('promises');
  const { t: desk } = useTranslation();
  const field = (name: keyof Typed) => ({
    value: typed[name],
    onChange: (event: { readonly target: { readonly value: string } }) => onType({ ...typed, [name]: event.target.value }),
  });
  const { channel } = contact.preferences;
  const channels = [...new Set([...contact.identities.map((identity) => identity.channel), ...(channel ? [channel] : [])])];
  const languages = [...new Set([...(contact.language ? [contact.language] : []), ...usualLanguages])];
  return (
    <>
      <SelectField
        label={t('contact.channel')}
        autoFocus
        choices={[{ value: '', label: t('contact.anyChannel') }, ...channels.map((one) => ({ value: one, label: channelName(desk, one) }))]}
        mistake={mistake('preferences.channel')}
        {...field('channel')}
      />
      <div>
        <div className="grid grid-cols-2 gap-3">
          <TextField label={t('contact.from')} type="time" {...field('from')} />
          <TextField label={t('contact.to')} type="time" {...field('to')} />
        </div>
        {wrongTimes ? (
          <p role="alert" className="mt-1 text-sm text-danger">
            {wrongTimes}
          </p>
        ) : null}
      </div>
      <SelectField
        label={t('contact.timeZone')}
        choices={[{ value: '', label: t('contact.ofWorkspace') }, ...timeZoneChoices(typed.timeZone || 'UTC')]}
        mistake={mistake('timeZone')}
        {...field('timeZone')}
      />
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t('contact.address')}
          choices={[{ value: '', label: t('contact.anyAddress') }, ...(['formal', 'informal'] as const).map((value) => ({ value, label: t(`contact.${value}`) }))]}
          {...field('address')}
        />
        <SelectField
          label={t('contact.language')}
          choices={[{ value: '', label: t('contact.byWriting') }, ...languages.map((code) => ({ value: code, label: languageName(code, language) }))]}
          mistake={mistake('language')}
          {...field('language')}
        />
      </div>
      <TextField label={t('contact.titleField')} hint={t('contact.titleHint')} maxLength={100} dir="auto" mistake={mistake('preferences.title')} {...field('title')} />
    </>
  );
}

export function PreferencesDialog({ contact, onClose }: { readonly contact: ContactView; onClose(): void }) {
  const { t } = useTranslation('promises');
  const { t: desk } = useTranslation();
  const store = useStore();
  const [before] = useState(() => typedOf(contact));
  const [typed, setTyped] = useState(before);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const mistake = useFieldMistakes(error);
  const wrongTimes = (typed.from === '') !== (typed.to === '') ? t('contact.bothTimes') : typed.from !== '' && typed.from === typed.to ? t('contact.sameTime') : undefined;
  const save = async () => {
    setTried(true);
    if (wrongTimes) return;
    const asked = store.cursor();
    try {
      store.take({ contacts: [await contacts.change(contact.id, changeOf(typed, before))] }, asked);
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog title={t('contact.preferences')} {...(contact.name ? { about: contact.name } : {})} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Fields contact={contact} typed={typed} wrongTimes={tried ? wrongTimes : undefined} mistake={mistake} onType={setTyped} />
        {error ? <Trouble error={error} /> : null}
        <DialogEnd label={desk('action.save')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
