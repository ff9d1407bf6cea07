import { useMemo } from 'react';
import { qrCode } from './qr.ts';

const margin = 4;

/** Dark on white in both themes: many scanners read nothing else. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const grid = useMemo(() => qrCode(text), [text]);
  if (!grid) return null;
  const side = grid.length + margin * 2;
  const path = grid.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + margin} ${y + margin}h1v1h-1z`] : []))).join('');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} className="size-44 rounded-md border border-line bg-white" shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
