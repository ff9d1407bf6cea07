// What ends a session of listening, said on the inbox.
import type { Problem } from '../../channel.ts';
import type { Failure } from '../api.ts';
import { outcomeOf } from '../outcome.ts';

export class ListeningBroke extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'ListeningBroke';
    this.problem = problem;
  }
}

export function brokeBy(failure: Failure): ListeningBroke {
  const { code, reason } = outcomeOf(failure, false);
  return new ListeningBroke({ code, detail: reason });
}
