// Days and the spans of days above them, as words of an entry: a search for a frequent word looks at the newest days first and
// need not read every message that has it.

const dayMs = 86_400_000;
/** A day, 16 days, 256 days. */
const spans = [1, 16, 256] as const;
const letters = ['d', 'e', 'f'] as const;
/** 2000-01-01. What says that it is older lies on this day too. */
const oldest = 10_957;

/** How far back each look goes; the last one goes to the beginning. Measured with 400,000 messages: three days hold enough of a frequent word. */
const lookDays = [3, 12, 48, 192, 768] as const;

export function dayOf(instant: string | Date): number {
  return Math.max(oldest, Math.floor(new Date(instant).getTime() / dayMs));
}

/** No word of a text begins with ~. */
export function periodsOf(instant: string | Date): readonly string[] {
  const day = dayOf(instant);
  return spans.map((span, level) => `~${letters[level]}${Math.floor(day / span)}`);
}

/** The fewest periods that together are these days, both included. */
export function periodsBetween(first: number, last: number): readonly string[] {
  const periods: string[] = [];
  for (let day = first; day <= last; ) {
    const level = spans.findLastIndex((span) => day % span === 0 && day + span - 1 <= last);
    periods.push(`~${letters[level]}${day / spans[level]!}`);
    day += spans[level]!;
  }
  return periods;
}

/** Looks from a day backwards to `earliest`, each further than the one before: the periods of each. */
export function looksBack(from: number, earliest: number = oldest): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  let until = from;
  for (const days of [...lookDays, Number.POSITIVE_INFINITY]) {
    const since = Math.max(from - days + 1, earliest, oldest);
    if (since > until) break;
    found.push(periodsBetween(since, until));
    until = since - 1;
  }
  return found;
}
