// An agent's reply in a scenario: stored as every reply, but held back for so long that no worker ever sends it. What became of
// it is told afterwards (settle-reply.ts). A demonstration writes to nobody.
import type { ReplyAuthor } from '../operations/store-reply.ts';
import { sendReply } from '../operations/send-reply.ts';
import { startConversation } from '../operations/start-conversation.ts';
import { uploadAttachment } from '../operations/upload-attachment.ts';
import { lockConversation } from '../store/conversation.ts';
import { derivedId } from './derived-id.ts';
import { resolveMoment, roundHour } from './moment.ts';
import type { Performing } from './performing.ts';
import { actorId, messageId, personOf } from './performing.ts';
import type { Step } from './scenario.ts';
import { WrongScenario } from './scenario.ts';
import { readScenarioFile } from './scenario-file.ts';
import type { Writing } from './written-days.ts';
import { withDays } from './written-days.ts';

type ReplyStep = Extract<Step, { readonly reply: string }>;

const neverSeconds = 50 * 365 * 86_400;

export async function performReply(performing: Performing, step: ReplyStep): Promise<void> {
  const { desk, stage, scene, timeZone, conversation } = performing;
  const account = stage.inboxes.get(scene.conversation.inbox)!;
  const { language } = personOf(performing);
  const agent = actorId(performing);
  const author: ReplyAuthor = { kind: 'agent', id: agent };
  const attachments = [];
  for (const name of step.files ?? []) attachments.push(await upload(performing, name, agent));
  const copy = (step.copy ?? []).map((address) => ({ name: null, address }));
  const writing = { at: scene.at, began: performing.began, language, timeZone };
  const text = withDays(step.reply, writing);
  const common = { author, text, attachments, sender: null, blindCopy: [], undoSeconds: neverSeconds };
  if (conversation === null) return begin(performing, { ...common, inbox: account.row.id, copy });
  const { version } = (await lockConversation(desk.db, stage.workspace, conversation))!;
  await sendReply(desk, stage.workspace, { ...common, id: messageId(performing), conversation, version, anyway: false, then: step.leaves, commitments: confirmed(performing, step, text, writing), ...(step.copy === undefined ? {} : { copy }) });
}

/** What an agent confirms at the sending of a reply. */
function confirmed({ scenario, scene }: Performing, step: ReplyStep, text: string, writing: Writing): readonly { readonly start: number; readonly end: number; readonly due: string | null }[] {
  return step.promises.map(({ words: given, due }) => {
    const words = withDays(given, writing);
    const start = text.indexOf(words);
    if (start < 0) throw new WrongScenario(`demonstration/${scenario.name}.yaml: a reply in ${scene.conversation.key} promises "${words}", which are not its words`);
    return { start, end: start + words.length, due: due === undefined ? null : roundHour(resolveMoment(due, writing.began, writing.timeZone)) };
  });
}

/** An agent writes first. */
async function begin(performing: Performing, start: Omit<Parameters<typeof startConversation>[2], 'id' | 'message' | 'to' | 'subject'>): Promise<void> {
  const { desk, stage, scenario, scene } = performing;
  const { name, address } = personOf(performing);
  if (address === null) throw new WrongScenario(`demonstration/${scenario.name}.yaml: ${scene.conversation.key} writes to somebody without an address`);
  const { subject = null } = scene.conversation;
  await startConversation(desk, stage.workspace, { ...start, id: derivedId(stage.workspace, scenario.name, scene.conversation.key), message: messageId(performing), to: { name, address }, subject });
}

/** Under an id of its own, whatever happened before: a file that became part of no message is forgotten after some days. */
async function upload({ desk, stage }: Performing, name: string, by: string): Promise<string> {
  const { content, mediaType } = readScenarioFile(name);
  const own = { ...desk, newId: () => crypto.randomUUID() };
  return uploadAttachment(own, stage.workspace, { name, mediaType, by, content: (async function* once() { yield content; })() });
}
