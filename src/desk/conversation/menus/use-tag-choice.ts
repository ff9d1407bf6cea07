// Finding a tag by typing, or naming a new one.
import { useState } from 'react';
import { sameList, useDesk } from '../../live/use-desk.ts';

export const longestTag = 100;
const none: readonly string[] = [];

/** @param own tags that may not be known elsewhere; they stand first. @returns `first`: what Enter takes; null: nothing is typed, or nothing is alike */
export function useTagChoice(own: readonly string[] = none) {
  const [typed, setTyped] = useState('');
  const known = useDesk(
    (state) =>
      Object.values(state.tags)
        .map((tag) => tag.name)
        .sort((one, other) => one.localeCompare(other)),
    sameList,
  );
  const all = [...new Set([...own, ...known])];
  const wanted = typed.trim();
  const folded = wanted.toLocaleLowerCase();
  const alike = all.filter((name) => name.toLocaleLowerCase().includes(folded));
  const isNew = wanted !== '' && !all.some((name) => name.toLocaleLowerCase() === folded);
  const first = wanted === '' ? null : isNew ? wanted : (alike[0] ?? null);
  return { typed, setTyped, wanted, alike, isNew, first };
}
