// What a macro would do to a conversation as it stands, step by step; and what stands against it. Asked by the screen before it is
// run and by the server in the moment it is run, so that both say the same.
import type { State } from '../conversation/message.ts';
import type { Instant } from '../identifier.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Step } from './macro.ts';
import { fold, momentFrom } from './macro.ts';

export type Situation = {
  readonly now: Instant;
  readonly timeZone: string;
  /** Who runs it; null: a machine. */
  readonly me: string | null;
  readonly state: State;
  readonly assignee: string | null;
  readonly team: string | null;
  readonly tags: readonly string[];
  readonly inboxArchived: boolean;
  readonly contactBlocked: boolean;
  /** null: there is no such agent. */
  agent(id: string): { readonly name: string; readonly active: boolean } | null;
  hasTeam(id: string): boolean;
  /** One that whoever runs it may use. */
  hasTemplate(id: string): boolean;
};

export type Obstacle = { readonly code: Extract<RefusalCode, 'macro-agent-off' | 'macro-team-gone' | 'macro-template-gone' | 'inbox-archived' | 'contact-blocked' | 'not-allowed'>; readonly values: Readonly<Record<string, string | number>> };

export type Effect = {
  readonly step: number;
  readonly do: Step['do'];
  /** Nothing will change by it: it is so already. */
  readonly already: boolean;
  readonly obstacle: Obstacle | null;
  /** What is really added or removed. */
  readonly tags?: readonly string[];
  /** Who gets it: an agent's or a team's id. */
  readonly to?: string | null;
  readonly until?: Instant;
};

export function forecast(steps: readonly Step[], situation: Situation): Effect[] {
  return steps.map((step, index) => ({ step: index + 1, do: step.do, already: false, obstacle: null, ...effectOf(step, index + 1, situation) }));
}

/** The first thing that stands against it: then nothing of it is done. */
export function obstacleIn(effects: readonly Effect[]): Obstacle | null {
  return effects.find((effect) => effect.obstacle !== null)?.obstacle ?? null;
}

function effectOf(step: Step, number: number, situation: Situation): Partial<Effect> {
  switch (step.do) {
    case 'insert-text':
      return { obstacle: unanswerable(situation) };
    case 'insert-template':
      return { obstacle: unanswerable(situation) ?? (situation.hasTemplate(step.template) ? null : { code: 'macro-template-gone', values: { step: number } }) };
    case 'add-tags':
    case 'remove-tags': {
      const carried = new Set(situation.tags.map(fold));
      const tags = step.tags.filter((tag) => carried.has(fold(tag)) === (step.do === 'remove-tags'));
      return { tags, already: tags.length === 0 };
    }
    case 'assign':
      return assigned(step.agent, number, situation);
    case 'assign-team':
      return { to: step.team, already: step.team === situation.team, obstacle: step.team !== null && !situation.hasTeam(step.team) ? { code: 'macro-team-gone', values: { step: number } } : null };
    case 'snooze':
      return { until: momentFrom(step.until, situation.now, situation.timeZone) };
    case 'note':
      return {};
    case 'open':
      return { already: situation.state.is === 'open' };
    case 'wait':
      return { already: situation.state.is === 'waiting' && situation.state.for === step.for };
    case 'close':
      return { already: situation.state.is === 'closed' && situation.state.because === step.because };
  }
}

/** Words for a customer who cannot be answered would stand in the draft for nothing. */
function unanswerable({ inboxArchived, contactBlocked }: Situation): Obstacle | null {
  if (inboxArchived) return { code: 'inbox-archived', values: {} };
  return contactBlocked ? { code: 'contact-blocked', values: {} } : null;
}

function assigned(wanted: string | null, step: number, situation: Situation): Partial<Effect> {
  const to = wanted === 'me' ? situation.me : wanted;
  if (wanted === 'me' && to === null) return { to: null, obstacle: { code: 'not-allowed', values: {} } };
  const agent = to === null ? null : situation.agent(to);
  const off = to !== null && agent?.active !== true;
  return { to, already: to === situation.assignee, obstacle: off ? { code: 'macro-agent-off', values: { step, name: agent?.name ?? '—' } } : null };
}
