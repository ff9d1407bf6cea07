// What became of a reply in a scenario: recorded as a worker would have recorded it, without anything having been sent.
import { applyReceipt } from '../operations/change-delivery.ts';
import { automation, change } from '../operations/change.ts';
import { lockConversation } from '../store/conversation.ts';
import { lockDeliveriesOfMessage, saveAttemptAgain, saveAttemptEnded } from '../store/delivery.ts';
import type { Performing } from './performing.ts';
import { begun, messageId } from './performing.ts';
import { fateOf } from './timeline.ts';

export async function settleReply(performing: Performing): Promise<void> {
  const { desk, stage, scene } = performing;
  const { step } = scene;
  if (!('reply' in step)) return;
  const { channel } = stage.inboxes.get(scene.conversation.inbox)!;
  const conversation = begun(performing);
  await change(desk, { workspace: stage.workspace, actor: automation }, async (within) => {
    await lockConversation(within.db, stage.workspace, conversation);
    const [delivery] = await lockDeliveriesOfMessage(within.db, stage.workspace, messageId(performing));
    if (!delivery) return;
    if (scene.part === 'sent') {
      if (delivery.state !== 'queued') return;
      const attempt = await saveAttemptAgain(within.db, stage.workspace, delivery.id, within.now);
      await saveAttemptEnded(within.db, stage.workspace, delivery.id, attempt, within.now, 'accepted', null);
      return applyReceipt(desk, within, delivery, { state: 'accepted', at: within.now }, null);
    }
    await applyReceipt(desk, within, delivery, { state: fateOf(step, channel.name), at: within.now }, step.fails ?? null);
  });
}
