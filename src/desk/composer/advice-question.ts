// What the page asks its advice worker, and what comes back. The same words on both sides of the wall.
import type { Advice, Situation } from '../../language/advice/advice.ts';

export type Question = {
  readonly number: number;
  readonly draft: string;
  readonly situation: Situation;
  /** The language of the draft, and the language in which the agent wants to be told. */
  readonly textLanguage: string;
  readonly agentLanguage: string;
  readonly endOfWorkingDay: string | null;
};

export type Answer = { readonly number: number; readonly advice: Advice; /** One sentence for each finding. */ readonly told: readonly string[] };

/** With the offset of this device, as the engine's dates want it. */
export function withOffset(moment: Date): string {
  const two = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, '0');
  const offset = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}
