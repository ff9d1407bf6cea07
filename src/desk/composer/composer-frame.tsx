// The edge of the composer: a note looks like a note, and files may be dropped anywhere on it.
import { clsx } from 'clsx';
import { useState, type ReactNode } from 'react';

import { filesIn, holdsFiles, useKeepPage } from './dropped-files.ts';
import { useTranslation } from '../wording/use-translation.ts';

type FrameProps = { readonly note: boolean; readonly children: ReactNode; onFiles(files: readonly File[]): void };

export function ComposerFrame({ note, children, onFiles }: FrameProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useKeepPage();
  return (
    <section
      aria-label={t('composer.title')}
      onDragOver={(event) => {
        if (!holdsFiles(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!holdsFiles(event.dataTransfer)) return;
        event.preventDefault();
        onFiles(filesIn(event.dataTransfer));
      }}
      className={clsx(
        'relative mx-auto mb-3 w-[calc(100%-1.5rem)] max-w-3xl rounded-lg border bg-raised',
        note ? 'border-note-line bg-note!' : 'border-line-strong',
        over && 'outline-2 outline-accent',
      )}
    >
      {children}
    </section>
  );
}
