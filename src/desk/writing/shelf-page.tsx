// A page of settings for what one writes with: each thing in a line that opens to be changed, and a button for a new one.
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Skeleton } from '../kit/state.tsx';
import { Page } from '../settings/parts.tsx';

export function ShelfWaiting() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
    </div>
  );
}

type PageProps = { readonly title: string; readonly about: string; readonly another: string; readonly children: ReactNode; onNew(): void };

/** `another`: what is on the button for a new one. */
export function ShelfPage({ title, about, another, children, onNew }: PageProps) {
  return (
    <Page
      title={title}
      about={about}
      action={
        <Button look="main" onClick={onNew}>
          <Plus size={16} aria-hidden="true" />
          {another}
        </Button>
      }
    >
      {children}
    </Page>
  );
}

type LineProps = {
  readonly name: string;
  /** What is said of it beneath its name. */
  readonly about: readonly (string | null)[];
  readonly open: boolean;
  /** The form in which it is changed. */
  readonly children: ReactNode;
  onOpen(open: boolean): void;
};

export function ShelfLine({ name, about, open, children, onOpen }: LineProps) {
  return (
    <li>
      <button type="button" aria-expanded={open} onClick={() => onOpen(!open)} className="block w-full rounded-md px-1 py-2 text-start hover:bg-sunken">
        <span className="block truncate font-medium" dir="auto">
          {name}
        </span>
        <span className="hint block truncate" dir="auto">
          {about.filter((word) => word !== null).join(' · ')}
        </span>
      </button>
      {open ? children : null}
    </li>
  );
}
