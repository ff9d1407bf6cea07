// What of the promises a link asks for.
export const outcomes = ['kept', 'missed', 'renewed', 'waived'] as const;
export type Outcome = (typeof outcomes)[number];
export type PromisesShown = { readonly show?: 'settled'; readonly outcome?: Outcome };

export function readPromisesAsked(search: Record<string, unknown>): PromisesShown {
  if (search['show'] !== 'settled') return {};
  const outcome = outcomes.find((one) => one === search['outcome']);
  return { show: 'settled', ...(outcome ? { outcome } : {}) };
}
