// Plays a scenario into a workspace, in the order in which it happened. Played again, it goes on where it ended and changes
// nothing that people did since.
import { watchCommitments } from '../operations/watch-commitments.ts';
import type { Desk } from '../operations/desk.ts';
import { findMessageBrief, findMessageByExternalId } from '../store/conversation.ts';
import { ensureDemonstrationBegan, findLastEventAt } from '../store/demonstration.ts';
import { findWorkspace } from '../store/workspace.ts';
import { externalIdOf } from './customer-input.ts';
import { derivedIds } from './derived-id.ts';
import { perform } from './perform.ts';
import type { Performing } from './performing.ts';
import { messageId, personOf } from './performing.ts';
import type { PlayedConversation, Scenario } from './scenario.ts';
import { setStage } from './stage.ts';
import type { Scene } from './timeline.ts';
import { timelineOf } from './timeline.ts';

/** A conversation of a scenario as it stands in the desk. */
export type Played = { readonly conversation: string; readonly described: PlayedConversation; readonly scenes: number };

const beforeMs = 3_600_000;

export async function playScenario(desk: Desk, workspace: string, administrator: string, scenario: Scenario): Promise<readonly Played[]> {
  const { time_zone: timeZone } = (await findWorkspace(desk.db, workspace))!;
  const began = await ensureDemonstrationBegan(desk.db, workspace, scenario.name, desk.now());
  const timeline = timelineOf(scenario, began, timeZone);
  const stage = await setStage(at(desk, new Date(Date.parse(timeline[0]!.at) - beforeMs).toISOString(), desk.newId), workspace, administrator, scenario);
  const standing = new Map<PlayedConversation, Standing>();
  for (const scene of timeline) await play({ desk, stage, scenario, began, timeZone }, scene, standing);
  await watchCommitments(desk);
  desk.announce({ workspace, news: ['events', 'incoming', 'outgoing', 'inboxes'] });
  return scenario.conversations.map((described) => ({ conversation: standing.get(described)!.id!, described, scenes: standing.get(described)!.scenes }));
}

/** How far a conversation has come: scenes up to `until` happened at an earlier playing. */
type Standing = { id: string | null; readonly until: number; scenes: number };

async function play(given: Omit<Performing, 'scene' | 'conversation'>, scene: Scene, standing: Map<PlayedConversation, Standing>): Promise<void> {
  const { stage, scenario } = given;
  const ids = derivedIds(stage.workspace, scenario.name, scene.conversation.key, String(scene.position), scene.part);
  const performing = { ...given, desk: at(given.desk, scene.at, ids), scene, conversation: null };
  const known = standing.get(scene.conversation) ?? (await standingOf(performing));
  standing.set(scene.conversation, known);
  if (Date.parse(scene.at) <= known.until) return;
  await perform({ ...performing, conversation: known.id });
  known.id ??= await findBegun(performing);
  known.scenes += 1;
}

async function standingOf(performing: Performing): Promise<Standing> {
  const id = await findBegun(performing);
  const last = id === null ? null : await findLastEventAt(performing.desk.db, performing.stage.workspace, id);
  return { id, until: last?.getTime() ?? Number.NEGATIVE_INFINITY, scenes: 0 };
}

/** The conversation that holds the first message of this one. */
async function findBegun(performing: Performing): Promise<string | null> {
  const { desk, stage, scene } = performing;
  const first = scene.conversation.steps[0]!;
  const id = messageId(performing, 0);
  if (!('customer' in first)) return (await findMessageBrief(desk.db, stage.workspace, id))?.conversation ?? null;
  const account = stage.inboxes.get(scene.conversation.inbox)!;
  const found = await findMessageByExternalId(desk.db, stage.workspace, account.row.id, externalIdOf(account, personOf(performing).id, id));
  return found?.conversation ?? null;
}

/** The same desk at another time; nobody looks at it and nothing breaks it off while the past is being written. */
function at(desk: Desk, now: string, newId: () => string): Desk {
  return { ...desk, now: () => now, newId, announce: () => undefined, passing: () => undefined };
}

