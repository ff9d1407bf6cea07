// An invitation inside a mail, as a few lines that anybody can read: what, when, where, who. Language-neutral on purpose.

type Line = { readonly name: string; readonly parameters: Readonly<Record<string, string>>; readonly value: string };

const mostEvents = 5;

/** null when there is no event in it. */
export function summaryOfCalendar(calendar: string): string | null {
  const lines = unfolded(calendar.slice(0, 500_000));
  const method = lines.find((line) => line.name === 'METHOD')?.value.toUpperCase() ?? '';
  const events = eventsOf(lines).slice(0, mostEvents).map((event) => summaryOf(event, method));
  return events.length === 0 ? null : events.join('\n\n');
}

function unfolded(calendar: string): Line[] {
  return calendar.replace(/\r?\n[ \t]/g, '').split(/\r?\n/).slice(0, 5000).flatMap((text) => {
    const match = /^([A-Za-z-]+)((?:;[A-Za-z-]+=(?:"[^"]*"|[^;:"]*))*):(.*)$/.exec(text);
    if (!match) return [];
    const parameters = [...match[2]!.matchAll(/;([A-Za-z-]+)=(?:"([^"]*)"|([^;:"]*))/g)].map((one) => [one[1]!.toUpperCase(), one[2] ?? one[3] ?? ''] as const);
    return [{ name: match[1]!.toUpperCase(), parameters: Object.fromEntries(parameters), value: match[3]! }];
  });
}

function eventsOf(lines: readonly Line[]): Line[][] {
  const events: Line[][] = [];
  let open: Line[] | null = null;
  let inner = 0;
  for (const line of lines) {
    const component = line.value.toUpperCase();
    if (line.name === 'BEGIN' && (component === 'VEVENT' || component === 'VTODO') && !open) open = [];
    else if (line.name === 'BEGIN' && open) inner += 1;
    else if (line.name === 'END' && open && inner > 0) inner -= 1;
    else if (line.name === 'END' && open) {
      events.push(open);
      open = null;
    } else if (open && inner === 0) open.push(line);
  }
  return events;
}

function summaryOf(event: readonly Line[], method: string): string {
  const text = (name: string): string => plain(event.find((line) => line.name === name)?.value ?? '');
  const [start, end, lasts] = ['DTSTART', 'DTEND', 'DURATION'].map((name) => event.find((line) => line.name === name));
  const who = event.filter((line) => line.name === 'ATTENDEE' && method === 'REPLY').map((line) => `${line.parameters['PARTSTAT'] ?? ''} ${line.value.replace(/^mailto:/i, '')}`.trim());
  const repeated = /FREQ=([A-Z]+)/i.exec(text('RRULE'))?.[1]?.toLowerCase();
  const cancelled = method === 'CANCEL' || text('STATUS').toUpperCase() === 'CANCELLED';
  const lines = [
    `${cancelled ? '❌' : '📅'} ${text('SUMMARY')}`.trim(),
    [when(start, end ?? ending(start, lasts)), repeated ? `↻ ${repeated}` : ''].filter((part) => part !== '').join(' '),
    text('LOCATION') === '' ? '' : `📍 ${text('LOCATION')}`,
    text('ORGANIZER') === '' ? '' : `👤 ${text('ORGANIZER').replace(/^mailto:/i, '')}`,
    ...who,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const plain = (value: string): string => value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1').replace(/\s+/g, ' ').trim().slice(0, 500);

function when(start: Line | undefined, end: Line | undefined): string {
  const from = moment(start);
  if (!from) return '';
  const to = moment(isDay(end) ? dayBefore(end) : end);
  const sameDay = to && to.day === from.day && to.time !== '';
  const until = to && (to.day !== from.day || to.time !== from.time) ? ` – ${sameDay ? to.time : `${to.day} ${to.time}`.trim()}` : '';
  return `${`${from.day} ${from.time}`.trim()}${until} ${from.zone}`.trim();
}

const isDay = (line: Line | undefined): line is Line => /^\d{8}$/.test(line?.value.trim() ?? '');

/** A whole day ends where the next begins (RFC 5545 3.6.1); people name the last one that belongs to it. */
const dayBefore = (line: Line): Line => shifted(line, -86_400_000);

/** Where only a length is given. */
function ending(start: Line | undefined, lasts: Line | undefined): Line | undefined {
  const [, weeks = 0, days = 0, hours = 0, minutes = 0] = /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$/i.exec(lasts?.value.trim() ?? '')?.map((part) => Number(part ?? 0)) ?? [];
  const length = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000;
  return start && length > 0 ? shifted(start, length) : undefined;
}

/** The same clock and zone, so much later; what is no date stays as it is. */
function shifted(line: Line, milliseconds: number): Line {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?$/.exec(line.value.trim());
  const at = match && new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), Number(match[4] ?? 0), Number(match[5] ?? 0)) + milliseconds);
  if (!at || Number.isNaN(at.getTime())) return line;
  const [day, time] = at.toISOString().replace(/[-:]/g, '').split('T');
  return { ...line, value: match[4] ? `${day}T${time!.slice(0, 6)}${match[6] ?? ''}` : day! };
}

function moment(line: Line | undefined): { day: string; time: string; zone: string } | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?$/.exec(line?.value.trim() ?? '');
  if (!match) return null;
  return { day: `${match[1]!}-${match[2]!}-${match[3]!}`, time: match[4] ? `${match[4]}:${match[5]!}` : '', zone: match[6] ? '(UTC)' : zoneOf(line!) };
}

const zoneOf = (line: Line): string => (line.parameters['TZID'] ? `(${line.parameters['TZID']})` : '');
