// A moment by which something is promised, as one says it: "today by 18:00". In the customer's own time where it is known.
import type { Instant } from '../identifier.ts';
import { localTime, weekdays } from '../time/working-time.ts';
import type { AddressForms } from './address-forms.ts';

export function dueWords(due: Instant, now: Instant, timeZone: string, forms: AddressForms): string {
  const [then, present] = [localTime(due, timeZone), localTime(now, timeZone)];
  const days = Math.round((Date.UTC(then.year, then.month - 1, then.day) - Date.UTC(present.year, present.month - 1, present.day)) / 86_400_000);
  const time = `${Math.floor(then.minutes / 60)}:${String(then.minutes % 60).padStart(2, '0')}`;
  const date = new Intl.DateTimeFormat(forms.language, { timeZone, day: 'numeric', month: 'long' }).format(new Date(due));
  const weekday = forms.times.weekdays[weekdays.indexOf(then.weekday)];
  return sentence(days, forms, weekday).replace('{time}', time).replace('{date}', date).replace('{weekday}', weekday ?? '');
}

function sentence(days: number, { times }: AddressForms, weekday: string | undefined): string {
  if (days === 0) return times.today;
  if (days === 1) return times.tomorrow;
  return days > 1 && days < 7 && weekday !== undefined ? times.weekday : times.date;
}
