// Tries an inbox's settings for real: whose token it is, what it may do, and whether events can come. Sends nothing.
import type { ChannelIo, CheckResult, Problem } from '../channel.ts';
import { call, type Failure } from './api.ts';
import type { VkConfig } from './config.ts';
import { listAt, textAt, wholeAt } from './incoming/reading.ts';
import { ListeningBroke } from './listening/problem.ts';
import { openQueue } from './listening/queue.ts';
import { outcomeOf } from './outcome.ts';

export async function check(config: VkConfig, io: ChannelIo): Promise<CheckResult> {
  const group = await call('groups.getById', {}, config, { signal: io.signal });
  if (!group.ok) return { ok: false, problems: [problemOf(group)] };
  const own = wholeAt(listAt(group.result, 'groups')[0] ?? (Array.isArray(group.result) ? group.result[0] : null), 'id');
  if (own !== Number(config.groupId)) return { ok: false, problems: [{ code: 'vk.other-community', detail: own === null ? 'the key is not one of a community' : `the key belongs to community ${own}` }] };
  const problems = [...(await rightsProblems(config, io)), ...(await receivingProblems(config, io))];
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

function problemOf(failure: Failure): Problem {
  const { code, reason } = outcomeOf(failure, false);
  return { code, detail: reason };
}

/** The names that VK gives the rights of a community's key. */
async function rightsProblems(config: VkConfig, io: ChannelIo): Promise<readonly Problem[]> {
  const answered = await call('groups.getTokenPermissions', {}, config, { signal: io.signal });
  if (!answered.ok) return [problemOf(answered)];
  const held = new Set(listAt(answered.result, 'permissions').map((one) => textAt(one, 'name')));
  const needed = ['messages', 'photos', 'docs', ...(config.receiveBy === 'polling' ? ['manage'] : [])];
  const missing = needed.filter((name) => !held.has(name));
  return missing.length === 0 ? [] : [{ code: 'vk.rights-missing', detail: missing.join(', ') }];
}

async function receivingProblems(config: VkConfig, io: ChannelIo): Promise<readonly Problem[]> {
  if (config.receiveBy === 'callback') return config.confirmationCode === '' ? [{ code: 'vk.confirmation-code-missing', detail: '' }] : [];
  try {
    await openQueue(config, io.signal);
    return [];
  } catch (error) {
    if (!(error instanceof ListeningBroke)) throw error;
    // That the right is missing is said already.
    return error.problem.code === 'vk.rights-missing' ? [] : [error.problem];
  }
}
