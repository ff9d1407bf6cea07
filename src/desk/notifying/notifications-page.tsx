// What I am told of and where, on which of my devices, and when not.
import { useEffect, useState } from 'react';
import type { NotificationChoiceBody, NotificationChoiceView } from '../../contract/notifying.ts';
import { mayBeOff, places, subjects, type Place, type Subject } from '../../domain/notification/places.ts';
import { CheckField, SelectField } from '../kit/field.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useDesk, useMe, useStore } from '../live/use-desk.ts';
import { Block, Page } from '../settings/parts.tsx';
import { changeWorkspace } from '../settings/settings-api.ts';
import { usePart } from '../writing/use-part.ts';
import { DevicesBlock } from './devices-block.tsx';
import { notifying as api } from './notifying-api.ts';
import { QuietBlock } from './quiet-block.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function NotificationsPage() {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  if (!ready) return <Skeleton className="h-40 w-full" />;
  return (
    <Page title={t('notify.title')} about={t('notify.about')}>
      <Choices />
    </Page>
  );
}

function Choices() {
  const { t } = useTranslation('promises');
  const [choice, setChoice] = useState<NotificationChoiceView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = () => {
    api.choice().then(setChoice, setError);
  };
  useEffect(load, []);
  const choose = async (body: NotificationChoiceBody): Promise<boolean> => {
    try {
      setChoice(await api.choose(body));
      setError(null);
      return true;
    } catch (problem) {
      setError(problem);
      return false;
    }
  };
  const retry = () => {
    setError(null);
    load();
  };
  if (choice === null) return error ? <Trouble error={error} onRetry={retry} /> : <Skeleton className="h-64 w-full" />;
  return (
    <>
      {error ? <Trouble error={error} /> : null}
      <section className="space-y-4">
        <h3 className="font-semibold">{t('notify.subjects')}</h3>
        {subjects.map((subject) => (
          <OneSubject key={subject} subject={subject} place={choice.places[subject]} onChoose={(place) => void choose({ places: { [subject]: place } })} />
        ))}
      </section>
      <DevicesBlock onChange={load} />
      <QuietBlock quiet={choice.quiet} onChoose={(quiet) => choose({ quiet })} />
      <Leave />
    </>
  );
}

function OneSubject({ subject, place, onChoose }: { readonly subject: Subject; readonly place: Place; onChoose(place: Place): void }) {
  const { t } = useTranslation('promises');
  const offered = places.filter((one) => one !== 'off' || mayBeOff(subject));
  return (
    <SelectField
      label={t(`notify.subject.${subject}`)}
      hint={mayBeOff(subject) ? undefined : t('notify.always')}
      value={place}
      choices={offered.map((one) => ({ value: one, label: t(`notify.place.${one}`) }))}
      onChange={(event) => onChoose(event.target.value as Place)}
    />
  );
}

/** The workspace's leave to name customers on devices. */
function Leave() {
  const { t } = useTranslation('promises');
  const store = useStore();
  const me = useMe();
  const name = useDesk((state) => state.workspace?.name ?? '');
  const allowed = useDesk((state) => state.workspace?.pushText ?? false);
  const [error, setError] = useState<unknown>(null);
  if (me.role !== 'administrator') return null;
  const change = async (pushText: boolean) => {
    const asked = store.cursor();
    try {
      store.take({ workspace: await changeWorkspace({ pushText }) }, asked);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Block title={name}>
      <CheckField label={t('notify.pushText')} hint={t('notify.pushTextHint')} checked={allowed} onChange={(event) => void change(event.target.checked)} />
      {error ? <Trouble error={error} /> : null}
    </Block>
  );
}
