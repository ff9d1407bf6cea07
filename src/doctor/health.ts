// What a desk says of itself at /health.
import type { Settings } from '../config.ts';
import { reasonOf } from './finding.ts';

export type Trouble = { readonly because: string; readonly since: string };
export type Health = { readonly is: 'ours'; readonly version: string; readonly troubles: readonly Trouble[] } | { readonly is: 'not ready'; readonly trouble: Trouble } | { readonly is: 'other' } | { readonly is: 'silent'; readonly because: string };

type HealthBody = { readonly status?: string; readonly version?: string; readonly troubles?: readonly Trouble[]; readonly code?: string; readonly message?: string; readonly values?: Partial<Trouble> };

const patienceMs = 4_000;
const everywhere = new Set(['0.0.0.0', '::']);

/** The desk that runs with these settings, if one does. */
export async function askOwnHealth({ host, port }: Settings): Promise<Health> {
  return askHealth(`http://${everywhere.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`);
}

export async function askHealth(address: string): Promise<Health> {
  try {
    const answer = await fetch(`${address}/health`, { signal: AbortSignal.timeout(patienceMs), redirect: 'manual' });
    const body = (await answer.json().catch(() => null)) as HealthBody | null;
    if (answer.status === 200 && body?.status === 'ready' && typeof body.version === 'string') return { is: 'ours', version: body.version, troubles: body.troubles ?? [] };
    if (body?.code !== 'database-away' && body?.code !== 'disk-full') return { is: 'other' };
    return { is: 'not ready', trouble: { because: body.values?.because ?? body.message ?? '', since: body.values?.since ?? '' } };
  } catch (error) {
    return { is: 'silent', because: error instanceof Error && error.cause instanceof Error ? error.cause.message : reasonOf(error) };
  }
}

export function told({ because, since }: Trouble): string {
  return `${because}${since === '' ? '' : ` (since ${since.slice(0, 16).replace('T', ' ')} UTC)`}`;
}
