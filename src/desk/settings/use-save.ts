// Saving one form: once at a time, with what the server said.
import { useEffect, useRef, useState } from 'react';

export type Save = {
  readonly busy: boolean;
  readonly saved: boolean;
  readonly error: unknown;
  run(call: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
};

const shownFor = 3_000;

export function useSave(): Save {
  const [state, setState] = useState<{ readonly busy: boolean; readonly saved: boolean; readonly error: unknown }>({ busy: false, saved: false, error: null });
  const underway = useRef(false);
  useEffect(() => {
    if (!state.saved) return undefined;
    const timer = setTimeout(() => setState((before) => ({ ...before, saved: false })), shownFor);
    return () => clearTimeout(timer);
  }, [state.saved]);
  return {
    ...state,
    async run(call) {
      if (underway.current) return false;
      underway.current = true;
      setState({ busy: true, saved: false, error: null });
      try {
        await call();
        setState({ busy: false, saved: true, error: null });
        return true;
      } catch (error) {
        setState({ busy: false, saved: false, error });
        return false;
      } finally {
        underway.current = false;
      }
    },
    clear: () => setState({ busy: false, saved: false, error: null }),
  };
}
