// What would happen, asked again whenever the choice changes; the answer to an older choice is not shown.
import { useEffect, useState } from 'react';

export type Previewed<Value> = { readonly value: Value | null; readonly failed: unknown; again(): void };

/** `key` names the choice; '' asks nothing. */
export function usePreview<Value>(key: string, ask: () => Promise<Value>): Previewed<Value> {
  const [state, setState] = useState<{ readonly key: string; readonly value: Value | null; readonly failed: unknown }>({ key: '', value: null, failed: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (key === '') return undefined;
    let wanted = true;
    ask().then(
      (value) => wanted && setState({ key, value, failed: null }),
      (failed: unknown) => wanted && setState({ key, value: null, failed }),
    );
    return () => {
      wanted = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the key says all that the question depends on
  }, [key, round]);
  const current = state.key === key;
  return { value: current ? state.value : null, failed: current ? state.failed : null, again: () => setRound(round + 1) };
}

/** While the next answer is on its way, the last one stays in its place, so that nothing jumps. */
export function useLast<Value>(value: Value | null): Value | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}

/** What was typed, once the hand rests. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return typed === '' ? '' : settled;
}

const pauseMs = 180;
