// Who did it and what they may: for things that are one agent's own or everybody's.
import type { Viewer } from '../domain/access/permission.ts';
import { hasRole } from '../domain/access/permission.ts';
import { mayChangeOwned, maySeeOwned } from '../domain/access/own-or-shared.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Actor } from './change.ts';

export type Owning = { readonly workspace: string; readonly actor: Actor; readonly viewer: Viewer };

/** What somebody else has for themselves is not there for others. */
export function refuseChange<Thing extends { readonly owner: string | null }>({ viewer }: Owning, thing: Thing | null): Thing {
  if (thing === null || !maySeeOwned(viewer, thing.owner)) throw new Refusal('not-found');
  if (!mayChangeOwned(viewer, thing.owner)) throw new Refusal('not-allowed');
  return thing;
}

/** The owner of something new. A machine writes for everybody or not at all. */
export function ownerOf({ viewer }: Owning, shared: boolean): string | null {
  if (shared ? !hasRole(viewer, 'lead') : viewer.kind !== 'agent') throw new Refusal('not-allowed');
  return shared ? null : viewer.id;
}

/** Events about what is somebody's own go to their screens alone. */
export function toldTo(owner: string | null): { readonly onlyAgent?: string } {
  return owner === null ? {} : { onlyAgent: owner };
}
