// Events as a service sees them: what an outgoing webhook is sent.
import type { DeskEvent } from '../../contract/event.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import type { Desk } from '../../operations/desk.ts';
import type { EventRow } from '../../store/event.ts';
import { hydrate } from './hydrate.ts';
import { show } from './show.ts';

/** Sees every conversation and contact, and nothing that is one agent's own. */
const service: Viewer = { id: 'webhook', kind: 'service', role: 'lead', teams: [] };

export async function presentToMachine(desk: Desk, workspace: string, events: readonly EventRow[]): Promise<readonly DeskEvent[]> {
  return events.length === 0 ? [] : show(await hydrate(desk, workspace, events), service);
}
