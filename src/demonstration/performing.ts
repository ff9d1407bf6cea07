// One scene on its way into a desk, and the ids that follow from where it stands in its scenario.
import type { Desk } from '../operations/desk.ts';
import { derivedId } from './derived-id.ts';
import type { Scenario } from './scenario.ts';
import { WrongScenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import type { Scene } from './timeline.ts';

export type Performing = {
  /** With the scene's clock and ids. */
  readonly desk: Desk;
  readonly stage: Stage;
  readonly scenario: Scenario;
  readonly began: string;
  readonly timeZone: string;
  readonly scene: Scene;
  /** null: this scene begins it. */
  readonly conversation: string | null;
};

export function messageId({ stage, scenario, scene }: Performing, position = scene.position): string {
  return derivedId(stage.workspace, scenario.name, scene.conversation.key, String(position), 'message');
}

/** The id of who acts in this scene. */
export function actorId({ stage, scene }: Performing): string {
  return stage.agents.get(scene.step.by ?? scene.conversation.agent)!;
}

export function begun({ scenario, scene, conversation }: Performing): string {
  if (conversation !== null) return conversation;
  throw new WrongScenario(`demonstration/${scenario.name}.yaml: ${scene.conversation.key} must begin with the customer's words or a reply`);
}

export function personOf({ stage, scenario, scene }: Performing): { readonly id: string; readonly name: string | null; readonly address: string | null; readonly language: string } {
  const { contact } = scene.conversation;
  const { name = null, address = null, language } = scenario.contacts[contact]!;
  return { id: derivedId(stage.workspace, scenario.name, 'contact', contact), name, address, language };
}
