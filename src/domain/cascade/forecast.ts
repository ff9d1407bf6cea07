// What will happen if nobody answers and nothing is confirmed: shown before a cascade is begun.
import type { Instant } from '../identifier.ts';
import type { Cascade, Signals, Tried } from './cascade.ts';
import { nextMove } from './next-move.ts';

export type ForecastStep = { readonly step: number; readonly at: Instant };

/** Each way with the moment at which it would be tried at the latest, and when the last of them would have had its time. */
export function forecast(cascade: Cascade, signals: Omit<Signals, 'answeredAt'>, now: Instant): { readonly steps: readonly ForecastStep[]; readonly overAt: Instant } {
  const tried: Tried[] = [];
  let at = now;
  // Every move but one that waits takes a step, and waits lie between steps: twice as many moves as steps, and one for each quiet night.
  for (let moves = 0; moves <= cascade.steps.length * 3; moves += 1) {
    const move = nextMove(neverReached(cascade), tried, { ...signals, answeredAt: null }, at);
    if (move.do === 'stop') break;
    if (move.do === 'wait') at = move.until ?? at;
    else tried.push({ step: move.step, state: 'accepted', queuedAt: at, acceptedAt: at });
  }
  return { steps: tried.map(({ step, queuedAt }) => ({ step, at: queuedAt })), overAt: at };
}

function neverReached(cascade: Cascade): Cascade {
  return { ...cascade, steps: cascade.steps.map((step) => ({ ...step, until: 'answered' as const })) };
}
