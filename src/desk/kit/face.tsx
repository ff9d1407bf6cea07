// A person's initials on a quiet ground.
import { clsx } from 'clsx';

/** First letters of the first and last word; a Chinese character counts as a letter. A picture says enough alone. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const first = words[0] ? firstLetter(words[0]) : '';
  if (/\p{Extended_Pictographic}/u.test(first)) return first;
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((word) => (word ? [firstLetter(word)] : []));
  return letters.join('').toLocaleUpperCase();
}

function firstLetter(word: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
  return first?.segment ?? '';
}

export function Face({ name, size = 'usual' }: { readonly name: string; readonly size?: 'usual' | 'small' | 'large' }) {
  const sizes = { small: 'size-5 text-[0.625rem]', usual: 'size-7 text-xs', large: 'size-11 text-base' };
  return (
    <span
      aria-hidden="true"
      className={clsx('inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full border border-line bg-sunken font-medium text-ink-soft', sizes[size])}
    >
      {initials(name)}
    </span>
  );
}
