// What is wrong with something that a program sent, by the place where it stands and never with what stands there: it may be a
// customer's words.
import type { z } from 'zod';

const mostNamed = 8;

/** @param error of a reading that was asked to report its input: what is missing is told from what is something else */
export function mistakesIn(error: z.ZodError, place: string): string {
  const all = error.issues.flatMap((issue) => named(issue, place));
  return [...all.slice(0, mostNamed), ...(all.length > mostNamed ? [`${all.length - mostNamed} more`] : [])].join(', ');
}

function named(issue: z.core.$ZodIssue, place: string): readonly string[] {
  const where = [place, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => (/^[\w-]{1,40}$/.test(key) ? `${where}.${key} is not known` : `${where} has a field that is not known`));
  return [`${where} ${whatIsWrong(issue)}`];
}

function whatIsWrong(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'is missing' : `is no ${issue.expected}`;
  if (issue.code === 'too_big') return `is more than ${issue.maximum}`;
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'is empty' : `is less than ${issue.minimum}`;
  if (issue.code === 'invalid_value') return `is none of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union') return issue.path.at(-1) === 'type' ? 'is no type of event' : 'is no attachment as they are written';
  return 'cannot be used';
}
