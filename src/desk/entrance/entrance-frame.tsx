// The calm page around everything that happens before the desk: one column, one thing to do.
import { useEffect, useState, type ReactNode } from 'react';
import { useTitle } from '../kit/use-title.ts';
import { interfaceLanguages, isInterfaceLanguage, languageNames, loadWords, speak } from '../wording/interface.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function EntranceFrame({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  const { t, language } = useTranslation('entrance');
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (isInterfaceLanguage(language)) void loadWords(language, 'entrance').then(() => setReady(true));
  }, [language]);
  if (!ready) return null;
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <main className={`mx-auto w-full flex-1 px-5 pt-[10vh] pb-10 ${wide ? 'max-w-xl' : 'max-w-sm'}`}>{children}</main>
      <footer className="flex justify-center pb-6">
        <select
          aria-label={t('language')}
          value={language}
          className="rounded-md border border-line bg-paper px-2 py-1 text-sm text-ink-soft"
          onChange={(event) => {
            if (isInterfaceLanguage(event.target.value)) void speak(event.target.value, ['desk', 'refusals', 'entrance']);
          }}
        >
          {interfaceLanguages.map((code) => (
            <option key={code} value={code}>
              {languageNames[code]}
            </option>
          ))}
        </select>
      </footer>
    </div>
  );
}

/** Words of the entrance are loaded with its first page; a page asks for them only inside its frame. */
export function EntranceTitle({ title, about }: { readonly title: string; readonly about?: string }) {
  useTitle(title);
  return (
    <header className="mb-6">
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      {about ? <p className="mt-1.5 text-ink-soft">{about}</p> : null}
    </header>
  );
}
