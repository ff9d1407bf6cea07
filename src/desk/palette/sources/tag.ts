// "Tag…": put on or taken away; what was typed becomes a new one.
import type { ConversationView } from '../../../contract/views.ts';
import { useActions } from '../../conversation/actions.ts';
import { sameList, useDesk } from '../../live/use-desk.ts';
import type { Entry, Offered, Step } from '../entry.ts';
import { useTranslation } from '../../wording/use-translation.ts';

const longestName = 100;

export function tagStep(conversation: ConversationView, title: string): Step {
  return { id: 'tag', title, source: (typed) => useTagEntries(conversation, typed) };
}

function useTagEntries(conversation: ConversationView, typed: string): Offered {
  const { t } = useTranslation();
  const { t: words } = useTranslation('keys');
  const actions = useActions();
  const known = useDesk((state) => Object.values(state.tags).map((tag) => tag.name).sort((one, other) => one.localeCompare(other)), sameList);
  const names = [...new Set([...conversation.tags, ...known])];
  const wanted = typed.trim().slice(0, longestName);
  const isNew = wanted !== '' && !names.some((name) => name.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  const entries = names.map((name): Entry => {
    const on = conversation.tags.includes(name);
    return { id: `tag:${name}`, group: 'tags', label: on ? words('palette.untag', { tag: name }) : name, also: name, chosen: on, run: () => void actions.tag(conversation, name, !on) };
  });
  const made: Entry = { id: 'tag-new', group: 'tags', label: t('tags.make', { tag: wanted }), run: () => void actions.tag(conversation, wanted, true) };
  return { entries, ...(isNew ? { found: [made] } : {}) };
}
