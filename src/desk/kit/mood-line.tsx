// How somebody felt from message to message, with the moments of our answers and promises. One thing to reach by keyboard: arrows
// go from point to point and say each of them, Enter goes there.
import { clsx } from 'clsx';
import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { nearestTo, placePoints, type MoodPoint, type PlacedPoint } from './mood-picture.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type { MoodPoint };

const middle = 16;
const reach = 11;
const yOf = ({ height }: PlacedPoint) => middle - height * reach;

type MoodLineProps = { readonly points: readonly MoodPoint[]; readonly label: string; readonly className?: string; onPoint?(key: string): void };

export function MoodLine({ points, label, className, onPoint }: MoodLineProps) {
  const hint = useId();
  const { t } = useTranslation();
  const [looked, setLooked] = useState<string | null>(null);
  const placed = placePoints(points);
  const found = placed.findIndex(({ key }) => key === looked);
  const at = found >= 0 ? found : placed.length - 1;
  const point = placed[at];
  if (!point) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -placed.length, End: placed.length };
    const step = steps[event.key];
    if (step !== undefined) setLooked(placed[Math.min(Math.max(at + step, 0), placed.length - 1)]!.key);
    else if (event.key === 'Enter' || event.key === ' ') onPoint?.(point.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const under = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return placed[nearestTo(placed, ((clientX - left) / Math.max(width, 1)) * 100)]!.key;
  };
  return (
    <div className={clsx('group/mood relative min-w-0', className)}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={placed.length}
        aria-valuenow={at + 1}
        aria-valuetext={point.label}
        aria-describedby={hint}
        className="cursor-pointer rounded-sm"
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setLooked(under(event))}
        onClick={(event) => {
          // A click that a keyboard or a screen reader makes has no place: it means the point that is looked at.
          const key = event.detail === 0 ? point.key : under(event as unknown as PointerEvent);
          setLooked(key);
          onPoint?.(key);
        }}
      >
        <Picture placed={placed} looked={looked} />
      </div>
      <span id={hint} className="sr-only">
        {t('mood.keys')}
      </span>
      <span
        aria-hidden="true"
        dir="auto"
        className="floating pointer-events-none invisible absolute end-0 top-full z-30 mt-1 line-clamp-3 w-max max-w-[min(20rem,90vw)] px-2.5 py-1.5 text-sm text-ink-soft group-focus-within/mood:visible group-hover/mood:visible"
      >
        {point.label}
      </span>
    </div>
  );
}

function Picture({ placed, looked }: { readonly placed: readonly PlacedPoint[]; readonly looked: string | null }) {
  const felt = placed.filter(({ kind }) => kind === 'customer');
  return (
    <svg aria-hidden="true" width="100%" height={middle * 2} className="block overflow-visible">
      <line x1="0" x2="100%" y1={middle} y2={middle} className="stroke-line" strokeDasharray="2 3" />
      {felt.slice(1).map((point, index) => (
        <line key={point.key} x1={`${felt[index]!.x}%`} y1={yOf(felt[index]!)} x2={`${point.x}%`} y2={yOf(point)} className="stroke-line-strong" strokeWidth="1.25" />
      ))}
      {placed.map((point) => (
        <svg key={point.key} x={`${point.x}%`} y={yOf(point)} overflow="visible">
          {point.key === looked ? <circle r="7.5" className="fill-none stroke-accent" /> : null}
          <Sign point={point} />
        </svg>
      ))}
    </svg>
  );
}

/** By shape as well as by colour: a diamond hurts, a round is pleasant, a ring is neither; a stroke is ours, a flag a promise. */
function Sign({ point: { kind, height } }: { readonly point: PlacedPoint }) {
  if (kind === 'answer') return <path d="M0-5V5" className="stroke-ink-faint" strokeWidth="1.5" />;
  if (kind === 'promise') return <path d="M0 5V-9H7L5-6.5 7-4H0" className="fill-accent-wash stroke-accent" />;
  if (height < 0) return <path d="M0-4.5 4.5 0 0 4.5-4.5 0Z" className="fill-warn" />;
  if (height > 0) return <circle r="3.75" className="fill-accent" />;
  return <circle r="2.75" className="fill-paper stroke-line-strong" strokeWidth="1.25" />;
}
