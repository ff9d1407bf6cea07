// Lets one scene of a scenario happen: by the operations that really do it, at the scene's own time.
import { addNote } from '../operations/add-note.ts';
import { assignConversation } from '../operations/assign-conversation.ts';
import { closeConversation } from '../operations/close-conversation.ts';
import { keepCommitment } from '../operations/keep-commitment.ts';
import { markSpam } from '../operations/mark-spam.ts';
import { receiveNow } from '../operations/receive-messages.ts';
import { reopenConversation } from '../operations/reopen-conversation.ts';
import { snoozeConversation } from '../operations/snooze-conversation.ts';
import { tagConversation } from '../operations/tag-conversation.ts';
import { waitConversation } from '../operations/wait-conversation.ts';
import { listConversationCommitments } from '../store/commitment.ts';
import { listAnswerable } from '../store/conversation.ts';
import { customerInput } from './customer-input.ts';
import { resolveMoment } from './moment.ts';
import { performReply } from './perform-reply.ts';
import type { Performing } from './performing.ts';
import { actorId, begun, messageId, personOf } from './performing.ts';
import { settleReply } from './settle-reply.ts';
import type { Step } from './scenario.ts';
import { WrongScenario } from './scenario.ts';
import { readScenarioFile } from './scenario-file.ts';
import type { Stage } from './stage.ts';
import { withDays } from './written-days.ts';

export async function perform(performing: Performing): Promise<void> {
  const { scene } = performing;
  if (scene.part !== 'itself') return settleReply(performing);
  if ('customer' in scene.step) return receive(performing, scene.step);
  if ('reply' in scene.step) return performReply(performing, scene.step);
  await decide(performing, begun(performing), scene.step);
}

async function receive(performing: Performing, step: Extract<Step, { readonly customer: string }>): Promise<void> {
  const { desk, stage, scene, conversation, timeZone } = performing;
  const account = stage.inboxes.get(scene.conversation.inbox)!;
  const person = personOf(performing);
  const before = conversation === null ? [] : await listAnswerable(desk.db, stage.workspace, conversation, account.row.id, 20);
  const subject = scene.conversation.subject ?? null;
  const { inputs } = await customerInput(desk, account, {
    id: messageId(performing), at: scene.at, person, subject: subject !== null && before.length > 0 ? `Re: ${subject}` : subject,
    text: withDays(step.customer, { at: scene.at, began: performing.began, language: person.language, timeZone }), files: (step.files ?? []).map(readScenarioFile), answers: before.map((message) => message.external_id),
    introduces: conversation === null,
  });
  for (const input of inputs) await receiveNow(desk, account.row, input);
}

async function decide(performing: Performing, conversation: string, step: Step): Promise<void> {
  const { desk, stage, began, timeZone } = performing;
  const agent = actorId(performing);
  const who = { workspace: stage.workspace, actor: { kind: 'agent', id: agent } as const };
  if ('note' in step) return addNote(desk, who, { id: messageId(performing), conversation, text: step.note, attachments: [] });
  if ('assign' in step) return assignConversation(desk, who, conversation, assignment(stage, step.assign));
  if ('tag' in step) return tagConversation(desk, who, conversation, { add: step.tag, remove: [] });
  if ('snooze' in step) return snoozeConversation(desk, who, conversation, resolveMoment(step.snooze, began, timeZone));
  if ('wait' in step) return waitConversation(desk, who, conversation, step.wait);
  if ('reopen' in step) return reopenConversation(desk, who, conversation);
  if ('keep' in step) return keepPromise(performing, conversation, step.keep);
  if ('close' in step) return step.close === 'spam' ? markSpam(desk, who, conversation) : closeConversation(desk, who, conversation, step.close);
}

function assignment({ agents, teams }: Stage, to: string): { readonly agent?: string | null; readonly team?: string } {
  if (to === 'nobody') return { agent: null };
  return teams.has(to) ? { team: teams.get(to)! } : { agent: agents.get(to)! };
}

/** The promise whose words these are was kept, by the newest reply after it where there is one. */
async function keepPromise(performing: Performing, conversation: string, words: string): Promise<void> {
  const { desk, stage, scenario, scene } = performing;
  const promises = await listConversationCommitments(desk.db, stage.workspace, conversation);
  const found = promises.find((promise) => promise.promise.toLowerCase().includes(words.toLowerCase()));
  if (!found) throw new WrongScenario(`demonstration/${scenario.name}.yaml: in ${scene.conversation.key} nothing was promised with the words "${words}"; promised was: ${promises.map((promise) => `"${promise.promise}"`).join(', ') || 'nothing'}`);
  if (found.settled_at !== null) return;
  const replies = scene.conversation.steps.flatMap((step, position) => ('reply' in step && position < scene.position ? [messageId(performing, position)] : []));
  const by = replies.at(-1) ?? null;
  await keepCommitment(desk, { workspace: stage.workspace, actor: { kind: 'agent', id: actorId(performing) } }, found.id, by === found.message ? null : by);
}
