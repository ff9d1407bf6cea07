// What a screen holds in memory.
import type {
  AgentView, CommitmentView, ContactView, ConversationView, EntryView, InboxView, MessageView, NotificationView, TagView, TeamView, WorkspaceView,
} from './views.ts';

export type DeskState = {
  /** Number of the last event that is contained. */
  readonly cursor: number;
  readonly workspace: WorkspaceView | null;
  readonly agents: Held<AgentView>;
  readonly teams: Held<TeamView>;
  readonly inboxes: Held<InboxView>;
  readonly tags: Held<TagView>;
  readonly contacts: Held<ContactView>;
  readonly conversations: Held<ConversationView>;
  /** Conversations whose messages are held completely (from the page that was loaded on); for others, messages are passed over. */
  readonly opened: Readonly<Record<string, true>>;
  readonly messages: Held<MessageView>;
  /** Lines between the messages of opened conversations, by their number. */
  readonly history: Held<EntryView>;
  readonly commitments: Held<CommitmentView>;
  readonly notifications: Held<NotificationView>;
};

export type Held<Thing> = Readonly<Record<string, Thing>>;
