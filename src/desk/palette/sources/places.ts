// Pages of the settings, as far as they are for this agent.
import { useNavigate } from '@tanstack/react-router';
import { useMe } from '../../live/use-desk.ts';
import { placesFor } from '../../settings/places.ts';
import { usePart } from '../../writing/use-part.ts';
import type { Offered } from '../entry.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export function usePlaceEntries(): Offered {
  const { t } = useTranslation('settings');
  const ready = usePart('settings');
  const navigate = useNavigate();
  const { role } = useMe();
  if (!ready) return { entries: [] };
  return {
    entries: placesFor(role).filter((place) => place !== 'keys').map((place) => ({
      id: `place:${place}`, group: 'places' as const, label: `${t('title')}: ${t(`place.${place}`)}`, run: () => void navigate({ to: `/settings/${place}` }),
    })),
  };
}
