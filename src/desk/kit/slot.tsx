// A button whose menu is loaded when it is wanted for the first time; until then the button stands alone.
import { Suspense, useState, type ReactNode } from 'react';

export function Slot({ wanted, anchor, children }: { readonly wanted: boolean; readonly anchor: ReactNode; readonly children: ReactNode }) {
  const [used, setUsed] = useState(wanted);
  if (wanted && !used) setUsed(true);
  return used ? <Suspense fallback={anchor}>{children}</Suspense> : anchor;
}
