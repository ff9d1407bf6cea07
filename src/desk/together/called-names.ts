// A note with the names of those whom it calls as they are now, set off from the rest.
import type { DeskState } from '../../contract/state.ts';
import type { MessageView } from '../../contract/views.ts';
import { findMentions, piecesOfNote, type Mention } from '../../domain/conversation/mention.ts';

/** In the light formatting that notes are shown with. */
export function withCalledNames(message: Pick<MessageView, 'text' | 'mentions'>, { agents, teams }: Pick<DeskState, 'agents' | 'teams'>): string {
  if (message.mentions.length === 0) return message.text;
  const nameOf = (mention: Mention) => (mention.agent ? agents[mention.agent] : teams[mention.team ?? ''])?.name ?? null;
  return piecesOfNote(message.text, message.mentions, nameOf).map(({ text, mention }) => (mention ? `**${text.replaceAll('*', '')}**` : text)).join('');
}

export function mentionsIn(text: string, { agents, teams }: Pick<DeskState, 'agents' | 'teams'>): Mention[] {
  return [...findMentions(text, Object.values(agents).filter((agent) => agent.active), Object.values(teams))];
}
