import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../kit/button.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function FilePicker({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t('composer.attach')} side="top" onClick={() => picker.current?.click()}>
        <Paperclip size={17} />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
