// What agents change about themselves.
import { Refusal } from '../domain/refusal.ts';
import type { AgentRow } from '../store/agent.ts';
import { findAgent, saveAgentChange } from '../store/agent.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type OwnChange = { readonly name?: string | undefined; readonly language?: string | undefined; readonly signature?: string | undefined };

export async function changeMe(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: OwnChange): Promise<AgentRow> {
  return change(desk, who, async ({ db, workspace, record }) => {
    const { id } = who.actor;
    const agent = await findAgent(db, workspace, id);
    if (!agent) throw new Refusal('not-found');
    const changed = {
      ...(wanted.name === undefined ? {} : { name: wanted.name }), ...(wanted.language === undefined ? {} : { language: wanted.language }),
      ...(wanted.signature === undefined ? {} : { signature: wanted.signature }),
    };
    if (Object.keys(changed).length === 0) return agent;
    await saveAgentChange(db, workspace, id, changed);
    record('agent-changed', { data: { agent: id } });
    return { ...agent, ...changed };
  });
}
