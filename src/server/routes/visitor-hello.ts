// What a visitor is told before the first word: who is there, until when, and how long an answer usually takes.
import { mostText, type HelloReply } from '../../contract/visitor.ts';
import { isWorkingTime, localTime, minutesOf, instantOf, weekdays, type WorkingHours } from '../../domain/time/working-time.ts';
import type { Instant } from '../../domain/identifier.ts';
import { webChat } from '../../channels/registry.ts';
import { listOtherWays } from '../../operations/continue-elsewhere.ts';
import type { Desk } from '../../operations/desk.ts';
import { listFirstAnswers } from '../../store/visitor.ts';
import { findWorkspaceTime } from '../../store/workspace-time.ts';
import type { ChatAccount } from './visitor-account.ts';
import { chatColours } from './visitor-colours.ts';

const dayMs = 86_400_000;
const lookBackDays = 14;
const fewestAnswers = 5;
/** Measured anew so often; a usual wait does not change by the minute. */
const measuredFor = 300_000;
/** Every page view asks; an inbox is connected once. */
const lookedFor = 15_000;

type Measured = { readonly until: number; readonly minutes: Promise<number | null> };

/** Remembers each inbox's usual wait for a while. */
export function helloDesk() {
  const waits = new Map<string, Measured>();
  const ways = new Map<string, { readonly until: number; readonly there: boolean }>();

  function usualWait(desk: Desk, inbox: ChatAccount['row'], timeZone: string, hours: WorkingHours): Promise<number | null> {
    const now = Date.parse(desk.now());
    const known = waits.get(inbox.id);
    if (known && known.until > now) return known.minutes;
    if (waits.size > 1_000) waits.clear();
    const minutes = measureWait(desk, inbox, timeZone, hours);
    waits.set(inbox.id, { until: now + measuredFor, minutes });
    minutes.catch(() => waits.delete(inbox.id));
    return minutes;
  }

  async function waysToWrite(desk: Desk, workspace: string): Promise<boolean> {
    const now = Date.parse(desk.now());
    const known = ways.get(workspace);
    if (known && known.until > now) return known.there;
    const there = (await listOtherWays(desk, desk.db, workspace, new Set([webChat.name]))).some((inbox) => inbox.channel === webChat.channelOfAddress);
    ways.set(workspace, { until: now + lookedFor, there });
    return there;
  }

  return async (desk: Desk, { row, config }: ChatAccount, asked: { readonly language?: string | undefined; readonly colour?: string | undefined }): Promise<HelloReply> => {
    const { timeZone, workingHours } = await findWorkspaceTime(desk.db, row.workspace);
    const hours = workingHours as WorkingHours;
    const now = desk.now();
    const language = asked.language ?? '';
    return {
      teamName: config.teamName,
      welcome: config.welcome[language] || config.welcome[language.split('-')[0]!] || null,
      languages: config.languages,
      colours: chatColours(asked.colour, config.colour),
      open: isWorkingTime(now, timeZone, hours),
      changesAt: nextChange(now, timeZone, hours),
      waitingMinutes: await usualWait(desk, row, timeZone, hours),
      answeredBy: 'person',
      // Nothing is promised that no inbox can keep.
      askEmail: config.askEmail && (await waysToWrite(desk, row.workspace)),
      uploads: config.uploads ? { maxBytes: Math.min(config.maxUploadBytes, desk.uploadBytes), types: config.uploadTypes } : null,
      maxLength: mostText,
    };
  };
}

/** The median over conversations that began while the team was there; null where too few were answered to say anything. */
async function measureWait(desk: Desk, inbox: ChatAccount['row'], timeZone: string, hours: WorkingHours): Promise<number | null> {
  const since = new Date(Date.parse(desk.now()) - lookBackDays * dayMs);
  const answers = await listFirstAnswers(desk.db, inbox.workspace, inbox.id, since);
  const minutes = answers
    .filter(({ askedAt }) => isWorkingTime(askedAt.toISOString(), timeZone, hours))
    .map(({ askedAt, answeredAt }) => (answeredAt.getTime() - askedAt.getTime()) / 60_000)
    .sort((one, other) => one - other);
  return minutes.length < fewestAnswers ? null : Math.ceil(minutes[Math.floor(minutes.length / 2)]!);
}

/** When the team comes or goes next. Intervals that touch, over midnight too, are one presence. */
export function nextChange(now: Instant, timeZone: string, hours: WorkingHours): Instant | null {
  const open = isWorkingTime(now, timeZone, hours);
  const local = localTime(now, timeZone);
  const edges: Instant[] = [];
  for (let ahead = 0; ahead <= (open ? 1 : 7); ahead += 1) {
    const date = new Date(Date.UTC(local.year, local.month - 1, local.day + ahead));
    const weekday = weekdays[(date.getUTCDay() + 6) % 7]!;
    for (const edge of (hours[weekday] ?? []).flat()) edges.push(instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), minutesOf(edge), timeZone));
  }
  const change = edges.filter((edge) => edge > now).sort().find((edge) => isWorkingTime(edge, timeZone, hours) !== open) ?? null;
  return open && change !== null && Date.parse(change) - Date.parse(now) > dayMs ? null : change;
}
