// Tags typed in one line, with commas between them; known ones are offered.
import { useId, useState } from 'react';
import { TextField } from '../kit/field.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function TagsField({ tags, onChange }: { readonly tags: readonly string[]; onChange(tags: readonly string[]): void }) {
  const { t } = useTranslation('writing');
  const list = useId();
  // As typed: a comma at the end is the beginning of another tag.
  const [typed, setTyped] = useState(tags.join(', '));
  const known = useDesk((state) => Object.values(state.tags).map((tag) => tag.name).sort((one, other) => one.localeCompare(other)), sameList);
  const begun = typed.lastIndexOf(',') + 1;
  return (
    <>
      <TextField
        label={t('macro.tags')}
        hint={t('macro.tagsAbout')}
        list={list}
        dir="auto"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange([...new Set(event.target.value.split(/[,，、]/u).map((tag) => tag.trim().slice(0, 100)).filter((tag) => tag !== ''))].slice(0, 20));
        }}
      />
      <datalist id={list}>
        {known.map((name) => (
          <option key={name} value={`${typed.slice(0, begun)}${begun > 0 ? ' ' : ''}${name}`} />
        ))}
      </datalist>
    </>
  );
}
