// What can be done about something of a conversation that waits for its time, whoever it is for: another time, not at all, now.
import type { z } from 'zod';
import { changePlanBody } from '../../contract/planned.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changePlan } from '../../operations/change-plan.ts';
import type { Desk } from '../../operations/desk.ts';
import { returnPlan } from '../../operations/return-plan.ts';
import { sendPlan } from '../../operations/send-planned.ts';
import { findPlannedReply } from '../../store/planned-reply.ts';
import { pathId } from '../path-id.ts';
import type { Answer, SignedIn } from '../route.ts';
import { route } from '../route.ts';

type Params = Readonly<Record<string, string>>;
type Plans<Path extends string, Reply> = {
  /** Where one of them is; its last part is the name of its id. */
  readonly path: Path;
  readonly reply: Reply;
  readonly name: 'plannedReply' | 'plannedForward';
  readonly refuses: readonly RefusalCode[];
  /** All of the conversation as they are now: what each answers with. */
  planned(desk: Desk, workspace: SignedIn['workspace'], conversation: string): Promise<Answer<Reply>>;
};

export const aboutPlans = { noun: 'planned replies', who: 'agent', sees: 'conversation' } as const;

export function planDeeds<Path extends string, Reply extends z.ZodType>({ path, reply, name, refuses, planned }: Plans<Path, Reply>) {
  const about = { ...aboutPlans, scope: 'send', reply } as const;
  /** Whoever sees another conversation learns nothing of what waits in this one. */
  const planOf = async (desk: Desk, workspace: string, params: Params): Promise<string> => {
    const found = await findPlannedReply(desk.db, workspace, pathId(params, name));
    if (found?.conversation !== params['conversation'] || found?.third_party !== (name === 'plannedForward')) throw new Refusal('not-found');
    return found.id;
  };
  return [
    route({
      ...about, method: 'PATCH', path, summary: 'Another time', body: changePlanBody, refuses: ['not-found', 'snooze-in-the-past'],
      handle: async ({ desk, workspace, actor, params, body }) => {
        await changePlan(desk, { workspace, actor }, await planOf(desk, workspace, params), body.sendAt);
        return planned(desk, workspace, params['conversation']!);
      },
    }),
    route({
      ...about, method: 'DELETE', path, summary: 'Do not send it: it is its author\'s draft again', refuses: ['not-found'],
      handle: async ({ desk, workspace, actor, params }) => {
        await returnPlan(desk, { workspace, actor }, await planOf(desk, workspace, params));
        return planned(desk, workspace, params['conversation']!);
      },
    }),
    route({
      ...about, method: 'POST', path: `${path}/send` as const, summary: 'Send it now', refuses: ['not-found', ...refuses],
      handle: async ({ desk, workspace, actor, params }) => {
        await sendPlan(desk, { workspace, actor }, await planOf(desk, workspace, params));
        return planned(desk, workspace, params['conversation']!);
      },
    }),
  ] as const;
}
