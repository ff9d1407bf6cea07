// What could not be done, and what to do about it: the server's own words, with the code of its catalogue.
import type { RefusalBody } from '../contract/refusals.ts';
import type { RefusalCode } from '../domain/refusal.ts';

/** `not-reached`: no answer came, however often it was tried. `not-understood`: what came was not the desk's (a proxy's page). */
export type ProblemCode = RefusalCode | 'not-reached' | 'not-understood';

export class DeskProblem extends Error {
  readonly code: ProblemCode;
  /** null: there was no answer. */
  readonly status: number | null;
  readonly whatToDo: string;
  /** For `input-wrong`: each field that is wrong, with the reason. */
  readonly values: Readonly<Record<string, string | number>>;

  constructor(body: Omit<RefusalBody, 'code'> & { readonly code: ProblemCode }, status: number | null, cause?: unknown) {
    super(body.message, cause === undefined ? {} : { cause });
    this.name = 'DeskProblem';
    this.code = body.code;
    this.status = status;
    this.whatToDo = body.whatToDo;
    this.values = body.values;
  }
}

/** Whether something thrown is one of the desk's problems, of this code where one is named. */
export function isProblem(error: unknown, code?: ProblemCode): error is DeskProblem {
  return error instanceof DeskProblem && (code === undefined || error.code === code);
}

export async function problemIn(answer: Response): Promise<DeskProblem> {
  const text = await answer.text();
  try {
    const body = JSON.parse(text) as Partial<RefusalBody>;
    if (typeof body.code === 'string' && typeof body.message === 'string') {
      return new DeskProblem({ code: body.code, message: body.message, whatToDo: body.whatToDo ?? '', values: body.values ?? {} }, answer.status);
    }
  } catch {
    // Told below: whoever answered, it was not the desk.
  }
  return new DeskProblem({ code: 'not-understood', message: `The answer (${answer.status}) did not come from the desk.`, whatToDo: 'Check the address and what stands in front of the desk.', values: {} }, answer.status);
}

export function notReached(cause: unknown): DeskProblem {
  return new DeskProblem({ code: 'not-reached', message: 'The desk could not be reached.', whatToDo: 'Check the address and the network, and try again.', values: {} }, null, cause);
}
