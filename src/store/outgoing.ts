// What is sent: a message with what its channel must know of its conversation and author.
import type { Span } from '../language/text/span.ts';
import type { Db } from './open.ts';

export type OutgoingRow = {
  readonly id: string; readonly conversation: string; readonly number: number; readonly key: string; readonly subject: string | null; readonly conversation_subject: string | null; readonly text: string; readonly html: string | null;
  readonly recipients: unknown; readonly sender: unknown; readonly machine_sent: boolean; readonly sent_at: Date; readonly external_id: string | null; readonly agent_signature: string; readonly agent_name: string | null;
  readonly direction: string; readonly own_words: readonly Span[] | null; readonly answers: string | null; readonly third_party_key: string | null;
};

export async function getOutgoing(db: Db, workspace: string, message: string): Promise<OutgoingRow> {
  const row = await db.selectFrom('message')
    .innerJoin('conversation', (join) => join.onRef('conversation.workspace', '=', 'message.workspace').onRef('conversation.id', '=', 'message.conversation'))
    .leftJoin('agent', (join) => join.onRef('agent.workspace', '=', 'message.workspace').on((on) => on(on.cast<string>('agent.id', 'text'), '=', on.ref('message.author'))))
    .select(['message.id', 'message.conversation', 'conversation.number', 'conversation.key', 'message.subject', 'conversation.subject as conversation_subject', 'message.text', 'message.html', 'message.recipients', 'message.sender',
      'message.machine_sent', 'message.sent_at', 'message.external_id', 'message.direction', 'message.own_words', 'message.answers', 'conversation.third_party_key', 'agent.signature as agent_signature', 'agent.name as agent_name'])
    .where('message.workspace', '=', workspace).where('message.id', '=', message).executeTakeFirstOrThrow();
  return { ...row, own_words: row.own_words as OutgoingRow['own_words'], agent_signature: row.agent_signature ?? '' };
}
