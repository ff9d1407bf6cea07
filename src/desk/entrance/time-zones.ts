// All time zones that the browser knows, the given one among them.
import type { Choice } from '../kit/field.tsx';

export function timeZoneChoices(present: string): Choice[] {
  const zones = new Set([present, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
