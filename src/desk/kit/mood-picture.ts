// Where the points of a line of moods stand: from left to right in time, pleasant above the middle, hurting below it.
export type MoodPoint = {
  readonly key: string;
  readonly at: string;
  /** Only what the customer wrote has a mood. */
  readonly kind: 'customer' | 'answer' | 'promise';
  readonly mood: string;
  readonly intensity: number;
  /** Said when the point is looked at: when, what, how. */
  readonly label: string;
};

export type PlacedPoint = MoodPoint & { /** In hundredths of the width. */ readonly x: number; /** -1 (hurting) to 1 (pleasant). */ readonly height: number };

const pleasant: ReadonlySet<string> = new Set(['hope', 'gratitude', 'joy']);
const edge = 3;

export function heightOf({ kind, mood, intensity }: Pick<MoodPoint, 'kind' | 'mood' | 'intensity'>): number {
  if (kind !== 'customer' || mood === 'neutral') return 0;
  // A weak feeling is still seen to be one.
  const strength = 0.25 + 0.75 * Math.min(Math.max(intensity, 0), 1);
  return pleasant.has(mood) ? strength : -strength;
}

/** A long pause is seen as one, but ten messages of an hour stay apart though a week lies before them. */
function gapBetween(one: MoodPoint, other: MoodPoint): number {
  const hours = Math.max(Date.parse(other.at) - Date.parse(one.at), 0) / 3_600_000;
  return 1 + Math.min(Math.log10(1 + hours), 2);
}

export function placePoints(points: readonly MoodPoint[]): PlacedPoint[] {
  const sorted = [...points].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const gaps = sorted.slice(1).map((point, index) => gapBetween(sorted[index]!, point));
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  let passed = 0;
  return sorted.map((point, index) => {
    if (index > 0) passed += gaps[index - 1]!;
    const x = whole === 0 ? 50 : edge + (passed / whole) * (100 - 2 * edge);
    return { ...point, x, height: heightOf(point) };
  });
}

/** Of all points the one that is nearest to a place, in hundredths of the width. */
export function nearestTo(points: readonly PlacedPoint[], x: number): number {
  return points.reduce((best, point, index) => (Math.abs(point.x - x) < Math.abs(points[best]!.x - x) ? index : best), 0);
}
