import { useState, type FormEvent } from 'react';
import { AreaField, SelectField, TextField } from '../kit/field.tsx';
import { useWholeDesk } from '../live/use-desk.ts';
import { chooseDensity, chooseTheme, chosenDensity, chosenTheme, densities, themes, type Density, type Theme } from '../shell/look.ts';
import { interfaceLanguages, isInterfaceLanguage, languageNames, loadedParts, speak } from '../wording/interface.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { PersonalTokens } from '../machines/personal-tokens.tsx';
import { AdvicePart } from './advice-part.tsx';
import { Block, Page, SaveRow } from './parts.tsx';
import { SecondFactor } from './second-factor.tsx';
import { me as api } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function MePage() {
  const { t } = useTranslation('settings');
  return (
    <Page title={t('place.me')}>
      <Profile />
      <Look />
      <AdvicePart />
      <Password />
      <SecondFactor />
      <PersonalTokens />
    </Page>
  );
}

function Profile() {
  const { t } = useTranslation('settings');
  const { session, setSession } = useWholeDesk();
  const { agent } = session;
  const [name, setName] = useState(agent.name);
  const [signature, setSignature] = useState(agent.signature);
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save.run(async () => setSession(await api.change({ name: name.trim(), signature })));
  };
  const changeLanguage = async (language: string) => {
    if (!isInterfaceLanguage(language)) return;
    const kept = save.run(() => api.change({ language }));
    await speak(language, loadedParts());
    setSession({ ...session, agent: { ...agent, language } });
    await kept;
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('me.name')} required maxLength={200} value={name} mistake={mistake('name')} onChange={(event) => setName(event.target.value)} />
        <SelectField
          label={t('me.language')}
          value={agent.language}
          choices={interfaceLanguages.map((code) => ({ value: code, label: languageNames[code] }))}
          onChange={(event) => void changeLanguage(event.target.value)}
        />
      </div>
      <AreaField
        label={t('me.signature')}
        hint={t('me.signatureHint')}
        rows={3}
        maxLength={5_000}
        dir="auto"
        value={signature}
        mistake={mistake('signature')}
        onChange={(event) => setSignature(event.target.value)}
      />
      <SaveRow {...save} />
    </form>
  );
}

function Look() {
  const { t } = useTranslation('settings');
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  const [density, setDensity] = useState<Density>(chosenDensity());
  return (
    <Block title={t('look.title')} about={t('look.about')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('look.theme')}
          value={theme}
          choices={themes.map((value) => ({ value, label: t(`look.${value}`) }))}
          onChange={(event) => {
            const next = event.target.value as Theme;
            setTheme(next);
            chooseTheme(next);
          }}
        />
        <SelectField
          label={t('look.density')}
          value={density}
          choices={densities.map((value) => ({ value, label: t(`look.${value}`) }))}
          onChange={(event) => {
            const next = event.target.value as Density;
            setDensity(next);
            chooseDensity(next);
          }}
        />
      </div>
    </Block>
  );
}

function Password() {
  const { t } = useTranslation('settings');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await save.run(() => api.password(current, next)))) return;
    setCurrent('');
    setNext('');
  };
  return (
    <Block title={t('password.title')}>
      <form className="space-y-4" onSubmit={(event) => void onSubmit(event)}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('password.current')}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            mistake={mistake('current')}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <TextField
            label={t('password.next')}
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={200}
            hint={t('password.hint')}
            value={next}
            mistake={mistake('next')}
            onChange={(event) => setNext(event.target.value)}
          />
        </div>
        <SaveRow {...save} label={t('password.save')} />
      </form>
    </Block>
  );
}
