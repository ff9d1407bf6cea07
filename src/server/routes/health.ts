// Whether this desk is ready, for load balancers and monitors; and where it is not, what is the matter, in words for strangers.
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { Condition } from '../../store/condition.ts';
import { route } from '../route.ts';

export type HealthParts = { readonly version: string; readonly condition: () => Promise<Condition> };

const trouble = z.object({ code: z.enum(['files-full', 'files-away']), because: z.string(), since: z.string() });

export function healthRoutes({ version, condition }: HealthParts) {
  return [
    route({
      method: 'GET', path: '/health', noun: 'health', who: 'anyone',
      summary: '200 when this desk is ready to work; 503 while its database cannot be reached or cannot store, with what is the matter and since when. Where only files cannot be stored it is ready and says so.',
      reply: z.object({ status: z.literal('ready'), version: z.string(), troubles: z.array(trouble) }), refuses: ['database-away', 'disk-full'],
      handle: async () => {
        const { database, files } = await condition();
        if (database.is !== 'well') throw new Refusal(database.is === 'full' ? 'disk-full' : 'database-away', { because: database.because, since: database.since });
        const troubles = files.is === 'well' ? [] : [{ code: `files-${files.is}` as const, because: files.because, since: files.since }];
        return { status: 'ready' as const, version, troubles };
      },
    }),
  ];
}
