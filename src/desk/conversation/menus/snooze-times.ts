// Times to which a conversation is usually put off, in the agent's own clock.
export type Preset = { readonly name: 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week'; readonly at: Date };

const morning = 9;
const evening = 18;

export function snoozePresets(now: Date): Preset[] {
  const day = (ahead: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, hour);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const presets: Preset[] = [
    { name: 'hour', at: new Date(now.getTime() + 3_600_000) },
    { name: 'evening', at: day(0, evening) },
    { name: 'tomorrow', at: day(1, morning) },
    { name: 'monday', at: day(toMonday, morning) },
    { name: 'week', at: day(7, morning) },
  ];
  const times = new Set<number>();
  return presets.filter(({ name, at }) => {
    const late = name === 'evening' && at.getTime() - now.getTime() < 2 * 3_600_000;
    if (late || times.has(at.getTime())) return false;
    times.add(at.getTime());
    return true;
  });
}

/** For an input of kind `datetime-local`, which knows no zone. */
export function localInput(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
