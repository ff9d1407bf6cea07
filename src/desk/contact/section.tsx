import type { ReactNode } from 'react';

export function Section({ title, action, children }: { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="mt-5">
      <h2 className="mb-1.5 flex items-center justify-between text-sm font-medium text-ink-faint">
        {title}
        {action}
      </h2>
      {children}
    </section>
  );
}
