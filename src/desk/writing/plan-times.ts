// Times at which an answer is usually sent later, by the customer's clock: nobody is woken by a letter.
import { instantOf, localTime } from '../../domain/time/working-time.ts';

export type PlanTime = { readonly name: 'hours' | 'tomorrow' | 'monday'; readonly at: string };

const morning = 9 * 60;

export function planTimes(now: string, timeZone: string): PlanTime[] {
  const local = localTime(now, timeZone);
  const day = (ahead: number) => {
    const date = new Date(Date.UTC(local.year, local.month - 1, local.day + ahead));
    return instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), morning, timeZone);
  };
  const weekday = new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay();
  const times: PlanTime[] = [
    { name: 'hours', at: new Date(Date.parse(now) + 2 * 3_600_000).toISOString() },
    { name: 'tomorrow', at: day(1) },
    { name: 'monday', at: day((8 - weekday) % 7 || 7) },
  ];
  return times.filter(({ at }, index) => times.findIndex((one) => one.at === at) === index);
}
