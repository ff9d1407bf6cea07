import { useRouterState } from '@tanstack/react-router';
import type { ConversationView } from '../../../contract/views.ts';
import { useDesk } from '../../live/use-desk.ts';

/** The conversation that is open under the palette. */
export function useConversationHere(): ConversationView | null {
  const conversation = useRouterState({ select: ({ matches }) => (matches.at(-1)?.params as { readonly conversation?: string } | undefined)?.conversation });
  return useDesk((state) => (conversation ? (state.conversations[conversation] ?? null) : null));
}
