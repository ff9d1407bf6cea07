import { useEffect } from 'react';

/** What the browser calls this page: in its tabs, its history, and to a screen reader first of all. */
export function useTitle(...parts: readonly (string | null | undefined)[]): void {
  const title = parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
