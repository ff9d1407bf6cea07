// What the page asks its advice worker, and what comes back. The same words on both sides of the wall.
import { localTime } from '../../domain/time/working-time.ts';
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

/** With its offset, as the engine's dates want it: in the workspace's zone, where promises are kept, as on the server. */
export function withOffset(moment: Date, timeZone: string): string {
  const two = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, '0');
  const { year, month, day, minutes } = localTime(moment.toISOString(), timeZone);
  const seconds = moment.getUTCSeconds();
  const wall = Date.UTC(year, month - 1, day, 0, minutes, seconds);
  const offset = Math.round((wall - Math.floor(moment.getTime() / 1_000) * 1_000) / 60_000);
  const local = new Date(wall).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}
