// The devices that ring, and whether this one is among them. Leave is asked for only when somebody clicks.
import { BellRing, Smartphone } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Moment } from '../kit/moment.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { Block } from '../settings/parts.tsx';
import { ableToRing, allowInWindow, letRing, ringsAs, showsInWindow, stopRinging } from './device.ts';
import { notifying as api, type Devices } from './notifying-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function DevicesBlock({ onChange }: { onChange(): void }) {
  const { t } = useTranslation('promises');
  const [held, setHeld] = useState<Devices | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [told, setTold] = useState<'denied' | 'tried' | null>(null);
  const load = useCallback(() => {
    api.devices().then(setHeld, setError);
  }, []);
  useEffect(load, [load]);
  const run = async (work: () => Promise<'denied' | 'tried' | null>) => {
    setError(null);
    setTold(null);
    try {
      setTold(await work());
    } catch (problem) {
      setError(problem);
    }
    load();
    onChange();
  };
  const turnOn = () => run(async () => (held && (await letRing(held.publicKey)) === null ? 'denied' : null));
  const turnOff = () => run(async () => stopRinging().then(() => null));
  const own = held?.devices.find((device) => device.id === ringsAs()) ?? null;
  const able = ableToRing();
  return (
    <Block title={t('notify.devices')} about={t('notify.devicesAbout')}>
      {held === null && !error ? <Skeleton className="h-16 w-full" /> : null}
      {held ? <List devices={held.devices} onRemove={(device) => run(async () => (device === ringsAs() ? stopRinging() : api.remove(device)).then(() => null))} /> : null}
      {able === 'yes' ? (
        <p className="flex flex-wrap gap-2">
          {own ? (
            <>
              <Button onClick={() => void run(async () => api.try(own.id).then(() => 'tried' as const))}>{t('notify.try')}</Button>
              <Button look="quiet" onClick={() => void turnOff()}>
                {t('notify.off')}
              </Button>
            </>
          ) : (
            <Button look="main" disabled={held === null} onClick={() => void turnOn()}>
              <BellRing size={15} aria-hidden="true" />
              {t('notify.on')}
            </Button>
          )}
        </p>
      ) : (
        <p className="hint">{t(`notify.${able}`)}</p>
      )}
      {'Notification' in globalThis && own === null ? <InWindow onDenied={() => setTold('denied')} /> : null}
      <div role="status" className="text-sm text-ink-soft">
        {told ? t(`notify.${told}`) : null}
      </div>
      {error ? <Trouble error={error} /> : null}
    </Block>
  );
}

function List({ devices, onRemove }: { readonly devices: Devices['devices']; onRemove(device: string): void }) {
  const { t } = useTranslation('promises');
  if (devices.length === 0) return <p className="hint">{t('notify.none')}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {devices.map((device) => (
        <li key={device.id} className="flex min-h-11 items-center gap-3 text-sm">
          <Smartphone size={16} className="shrink-0 text-ink-faint" aria-hidden="true" />
          <span className="min-w-0 flex-1 truncate">
            {device.device}
            {device.id === ringsAs() ? <span className="ms-2 text-ink-faint">{t('notify.this')}</span> : null}
          </span>
          <Moment at={device.createdAt} className="text-ink-faint" />
          <Button small look="quiet" aria-label={t('notify.remove', { device: device.device })} onClick={() => onRemove(device.id)}>
            ×
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Less than a device that rings, and possible without https. */
function InWindow({ onDenied }: { onDenied(): void }) {
  const { t } = useTranslation('promises');
  const [shown, setShown] = useState(showsInWindow);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="hint min-w-0 flex-1 basis-64">{t('notify.window')}</p>
      {shown ? (
        <span className="text-sm text-ink-soft">{t('notify.allowed')}</span>
      ) : (
        <Button
          small
          onClick={() =>
            void allowInWindow().then((allowed) => {
              setShown(allowed);
              if (!allowed) onDenied();
            })
          }
        >
          {t('notify.allow')}
        </Button>
      )}
    </div>
  );
}
