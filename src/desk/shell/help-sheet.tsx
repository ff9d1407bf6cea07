import { useTranslation } from 'react-i18next';
import { Key } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { keyTable } from './key-table.ts';

export function HelpSheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog wide title={t('help.title')} about={t('help.about')} onClose={onClose}>
      <dl className="gap-x-8 sm:columns-2">
        {keyTable.map(({ keys, does }) => (
          <div key={does} className="flex min-h-8 break-inside-avoid items-center justify-between gap-4 text-sm">
            <dt>{t(`help.${does}`)}</dt>
            <dd className="shrink-0">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
