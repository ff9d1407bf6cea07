// A form that is sent once at a time and keeps what was typed whatever the answer is.
import { useRef, useState, type FormEvent } from 'react';

export type Form = { readonly busy: boolean; readonly error: unknown; onSubmit(event: FormEvent): void; clear(): void };

export function useForm(send: () => Promise<void>): Form {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const underway = useRef(false);
  const run = async () => {
    if (underway.current) return;
    underway.current = true;
    setBusy(true);
    setError(null);
    try {
      await send();
    } catch (problem) {
      setError(problem);
    }
    underway.current = false;
    setBusy(false);
  };
  return {
    busy,
    error,
    onSubmit(event) {
      event.preventDefault();
      void run();
    },
    clear: () => setError(null),
  };
}
