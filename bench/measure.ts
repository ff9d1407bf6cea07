// Taking times and laying them out.
export type Times = { readonly p50: number; readonly p95: number; readonly p99: number; readonly count: number };

export function summarise(times: readonly number[]): Times {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length };
}

export function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

export function pair({ p50, p95 }: Times): string {
  return `${milliseconds(p50)} / ${milliseconds(p95)} ms`;
}

/** Runs `work` one after another and times each. */
export async function timed(count: number, work: (place: number) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const began = performance.now();
    await work(place);
    times.push(performance.now() - began);
  }
  return summarise(times);
}

/** Runs `work` in so many lanes for so many seconds. @returns how often a second */
export async function rate(lanes: number, seconds: number, work: (lane: number, place: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let done = 0;
  await Promise.all(Array.from({ length: lanes }, async (_nothing, lane) => {
    for (let place = 0; performance.now() < end; place += 1) {
      await work(lane, place);
      done += 1;
    }
  }));
  return done / seconds;
}

export function table(columns: readonly string[], rows: readonly (readonly [string, ...string[]])[]): string {
  const head = ['', ...columns];
  return [`| ${head.join(' | ')} |`, `|${head.map(() => ' --- ').join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}
