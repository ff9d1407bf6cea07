// Who decided something that is carried out later, with the sight of the desk that they have now. null: they are here no more.
import type { Viewer } from '../domain/access/permission.ts';
import { findAgent } from '../store/agent.ts';
import type { Db } from '../store/open.ts';
import { findServiceTokenRole } from '../store/service-token.ts';

export async function viewerOfAuthor(db: Db, { workspace, actor_kind: kind, actor: id }: { readonly workspace: string; readonly actor_kind: 'agent' | 'service'; readonly actor: string }): Promise<Viewer | null> {
  if (kind === 'agent') {
    const agent = await findAgent(db, workspace, id);
    return agent?.active ? { id, kind, role: agent.role, teams: agent.teams } : null;
  }
  const role = await findServiceTokenRole(db, workspace, id);
  return role === null ? null : { id, kind, role, teams: [] };
}
