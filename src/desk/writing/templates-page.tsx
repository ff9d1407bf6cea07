// Settings → Templates: what one may use, found by language and words, opened to be changed.
import { useMemo, useState } from 'react';
import type { TemplateView } from '../../contract/writing.ts';
import { Button } from '../kit/button.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Empty, Trouble } from '../kit/state.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import { useSave } from '../settings/use-save.ts';
import { findTemplates } from './find-templates.ts';
import { ShelfLine, ShelfPage, ShelfWaiting } from './shelf-page.tsx';
import { TemplateForm } from './template-form.tsx';
import { usePart } from './use-part.ts';
import { useTemplates } from './use-templates.ts';
import { useLanguageName } from './language-name.ts';
import { templates as api } from './writing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function TemplatesPage() {
  const ready = usePart('writing');
  const { templates, forms, failed, retry } = useTemplates();
  if (!ready || (templates === null && !failed)) return <ShelfWaiting />;
  return templates === null ? <Trouble error={failed} onRetry={retry} /> : <Shown templates={templates} forms={forms} />;
}

function Shown({ templates, forms }: { readonly templates: readonly TemplateView[]; readonly forms: ReturnType<typeof useTemplates>['forms'] }) {
  const { t } = useTranslation('writing');
  const me = useMe();
  const nameOf = useLanguageName();
  const own = useDesk((state) => state.workspace?.language) ?? 'en';
  const [language, setLanguage] = useState(own);
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const languages = [...new Set([...Object.keys(forms), ...templates.map((one) => one.language)])].sort();
  const found = useMemo(() => {
    const inLanguage = templates.filter((one) => language === '' || one.language === language);
    if (words.trim() === '') return inLanguage;
    return findTemplates(inLanguage, { words, language, situation: null, situationName: (situation) => t(`situation.${situation}`) });
  }, [language, t, templates, words]);
  return (
    <ShelfPage title={t('templates.title')} about={t('templates.about')} another={t('templates.new')} onNew={() => setOpen('new')}>
      {open === 'new' ? <TemplateForm template={null} language={language || own} forms={forms} onDone={() => setOpen(null)} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('templates.search')} type="search" value={words} onChange={(event) => setWords(event.target.value)} />
        <SelectField
          label={t('templates.language')}
          value={language}
          choices={[{ value: '', label: t('templates.all') }, ...languages.map((code) => ({ value: code, label: nameOf(code) }))]}
          onChange={(event) => setLanguage(event.target.value)}
        />
      </div>
      {found.length === 0 ? (
        <Empty title={t('templates.empty')}>{t('templates.emptyAbout')}</Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.map((one) => (
            <ShelfLine
              key={one.id}
              name={one.name}
              about={[one.situation ? t(`situation.${one.situation}`) : null, one.topic, one.shortcut ? `/${one.shortcut}` : null, one.owner ? t('templates.own') : null]}
              open={open === one.id}
              onOpen={(shown) => setOpen(shown ? one.id : null)}
            >
              <TemplateForm key={one.version} template={one} language={one.language} forms={forms} onDone={() => setOpen(null)} />
            </ShelfLine>
          ))}
        </ul>
      )}
      {me.role === 'agent' ? null : <Shipped />}
    </ShelfPage>
  );
}

/** For a workspace that is older than they are, or that has removed some. */
function Shipped() {
  const { t } = useTranslation('writing');
  const save = useSave();
  const [added, setAdded] = useState<number | null>(null);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={save.busy} onClick={() => void save.run(async () => setAdded((await api.addShipped()).added))}>
          {t('templates.shippedAdd')}
        </Button>
        <span role="status" className="text-sm text-ink-soft">
          {added === null ? '' : added === 0 ? t('templates.shippedNone') : t('templates.shippedAdded', { count: added })}
        </span>
      </div>
      {save.error ? <Trouble error={save.error} /> : null}
    </div>
  );
}
