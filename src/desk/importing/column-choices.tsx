// For each column what it is, with the first of what stands in it.
import type { ImportReply } from '../../contract/contact-import.ts';
import { channelName } from '../kit/channel.ts';
import { useTranslation } from '../wording/use-translation.ts';

type ChoicesProps = { readonly reply: ImportReply; readonly columns: readonly string[]; onChange(columns: readonly string[]): void };

export function ColumnChoices({ reply: { import: found, first, channels }, columns, onChange }: ChoicesProps) {
  const { t } = useTranslation('importing');
  const desk = useTranslation('desk').t;
  const usual = ['name', ...channels.map((channel) => `identity:${channel}`), 'language', 'timeZone', 'contact', 'skip'];
  const label = (column: string, heading: string) => {
    if (column.startsWith('identity:')) return t('column.identity', { channel: channelName(desk, column.slice('identity:'.length)) });
    if (column.startsWith('attribute:')) return t('column.attribute', { name: column.slice('attribute:'.length) || heading });
    return t(`column.${column as 'name'}`);
  };
  return (
    <ul className="divide-y divide-line border-y border-line">
      {found.header.map((heading, place) => {
        const own = `attribute:${heading.trim().replaceAll(/\s+/gu, ' ').slice(0, 100).trim() || String(place + 1)}`;
        const now = columns[place] ?? 'skip';
        const choices = [...new Set([...usual, own, now])];
        return (
          <li key={place} className="grid items-center gap-x-4 gap-y-1 py-2 sm:grid-cols-[1fr_1fr]">
            <div className="min-w-0">
              <p className="truncate font-medium" dir="auto">
                {heading.trim() === '' ? t('noHeading', { place: place + 1 }) : heading}
              </p>
              <p className="hint truncate" dir="auto">
                {first.map((line) => line.cells[place] ?? '').filter((cell) => cell.trim() !== '').slice(0, 3).join(' · ')}
              </p>
            </div>
            <select
              className="field"
              aria-label={t('columnIs', { heading: heading.trim() === '' ? String(place + 1) : heading })}
              value={now}
              onChange={(event) => onChange(found.header.map((_one, index) => (index === place ? event.target.value : (columns[index] ?? 'skip'))))}
            >
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {label(choice, heading)}
                </option>
              ))}
            </select>
          </li>
        );
      })}
    </ul>
  );
}
