// A list of things to do or choose that hangs from a button: arrows move, typing finds, Escape closes.
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export type MenuProps = {
  readonly open: boolean;
  readonly anchor: ReactNode;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
  onOpen(open: boolean): void;
};

export function Menu({ open, anchor, align = 'start', children, onOpen }: MenuProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpen} modal={false}>
      <Radix.Trigger asChild>{anchor}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="floating appear z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] min-w-52 overflow-y-auto p-1"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemLook =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-sunken';

export function MenuItem({
  chosen,
  hint,
  stays = false,
  onChoose,
  children,
}: {
  readonly chosen?: boolean;
  readonly hint?: string;
  /** The menu stays open: something else is chosen next. */
  readonly stays?: boolean;
  readonly children: ReactNode;
  onChoose(): void;
}) {
  return (
    <Radix.Item
      className={itemLook}
      onSelect={(event) => {
        if (stays) event.preventDefault();
        onChoose();
      }}
    >
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint ? <span className="figures text-xs text-ink-faint">{hint}</span> : null}
      {chosen ? <Check size={15} className="text-accent" aria-hidden="true" /> : null}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
