// One key turns round which one stays, wherever in the dialog the focus is. By its place on the keyboard, like all keys.
import { useEffect, useEffectEvent } from 'react';

export function useSwapKey(swap: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (event.code !== 'KeyX' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    swap();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
