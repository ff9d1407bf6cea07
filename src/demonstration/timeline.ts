// What happens in a scenario, in the order in which it happened, whoever it happened to.
import { channels } from '../channels/registry.ts';
import type { Instant } from '../domain/identifier.ts';
import { resolveMoment } from './moment.ts';
import type { PlayedConversation, Scenario, Step } from './scenario.ts';

/** A step, or what became of the reply of that step a little later. */
export type Scene = { readonly at: Instant; readonly conversation: PlayedConversation; readonly position: number; readonly step: Step; readonly part: 'itself' | 'sent' | 'arrived' };

const secondMs = 1_000;
/** How long the desk and the vendor take. */
const sentAfterMs = 3 * secondMs;
/** At most so long until somebody reads what they waited for. */
const readAfterMs = 4 * 60 * secondMs;

/** @param began the moment from which the scenario's times are told */
export function timelineOf(scenario: Scenario, began: Instant, timeZone: string): readonly Scene[] {
  const scenes = scenario.conversations.flatMap((conversation) => scenesOf(scenario, conversation, began, timeZone));
  // Sorting keeps the order of what happens at one time.
  return scenes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function scenesOf(scenario: Scenario, conversation: PlayedConversation, began: Instant, timeZone: string): readonly Scene[] {
  const times = conversation.steps.map((step) => Date.parse(resolveMoment(step.at, began, timeZone)));
  // Near midnight a clock time of yesterday may come after "six hours ago"; in one conversation nothing overtakes.
  for (let at = 1; at < times.length; at += 1) times[at] = Math.max(times[at]!, times[at - 1]! + 20 * secondMs);
  return conversation.steps.flatMap((step, position): Scene[] => {
    const at = times[position]!;
    const scene = (milliseconds: number, part: Scene['part']): Scene => ({ at: new Date(at + milliseconds).toISOString(), conversation, position, step, part });
    if (!('reply' in step)) return [scene(0, 'itself')];
    const next = times[position + 1] ?? Date.parse(began);
    const room = Math.max(next - at - sentAfterMs, 0);
    const later = sentAfterMs + Math.max(Math.floor(Math.min(readAfterMs, room / 2) / secondMs) * secondMs, secondMs);
    const known = fateOf(step, scenario.inboxes[conversation.inbox]!.channel) !== 'accepted';
    return [scene(0, 'itself'), scene(sentAfterMs, 'sent'), ...(known ? [scene(later, 'arrived')] : [])];
  });
}

/** How far a reply is known to have come. Only what the channel can prove: of a mail nobody knows whether it was read. */
export function fateOf(reply: Extract<Step, { readonly reply: string }>, channel: string): 'accepted' | 'delivered' | 'read' | 'bounced' {
  if (reply.fails) return 'bounced';
  return reply.arrives ?? (channels.get(channel)?.can.receipts.includes('read') ? 'read' : 'accepted');
}
