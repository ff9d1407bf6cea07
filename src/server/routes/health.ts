// Whether this desk is ready, for load balancers and monitors.
import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { Route } from '../route.ts';
import { route } from '../route.ts';

export function healthRoutes(version: string): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/health', noun: 'health', who: 'anyone',
      summary: '200 when this desk is ready to work; 503 while its database cannot be reached.',
      reply: z.object({ status: z.literal('ready'), version: z.string() }), refuses: ['database-away'],
      handle: async ({ desk }) => {
        const late = new Promise<false>((resolve) => void setTimeout(resolve, 2_000, false).unref());
        const answered = await Promise.race([late, sql`select 1`.execute(desk.db).then(() => true, () => false)]);
        if (!answered) throw new Refusal('database-away');
        return { status: 'ready' as const, version };
      },
    }),
  ];
}
