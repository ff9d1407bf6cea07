import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import type { ActionId } from '../keys/action-table.ts';
import { useKeyText } from '../keys/own-keys.ts';

type Look = 'main' | 'plain' | 'quiet' | 'danger';

const looks: Readonly<Record<Look, string>> = {
  main: 'bg-accent text-accent-ink border-accent hover:bg-accent-strong hover:border-accent-strong',
  plain: 'bg-raised text-ink border-line hover:border-line-strong',
  quiet: 'bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-raised text-danger border-danger/50 hover:border-danger',
};

export type ButtonProps = ComponentProps<'button'> & { readonly look?: Look; readonly small?: boolean };

export function Button({ look = 'plain', small = false, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-55',
        small ? 'min-h-7 px-2 text-sm' : 'min-h-9 px-3 text-sm',
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}

/** A round-cornered sign without words; its name and key show when it is pointed at or focused. */
export function IconButton({
  label,
  keys,
  action,
  side = 'bottom',
  className,
  children,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label'> & {
  readonly label: string;
  readonly keys?: string;
  /** What it does, if that has a key of its own: the key is shown as the agent has it. */
  readonly action?: ActionId;
  readonly side?: keyof typeof sides;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      className={clsx(
        'group/tip relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink disabled:opacity-50',
        className,
      )}
      {...rest}
    >
      {children}
      <Tip side={side} label={label} {...(keys ? { keys } : {})} {...(action ? { action } : {})} />
    </button>
  );
}

const sides = {
  bottom: 'top-full mt-1 left-1/2 -translate-x-1/2',
  top: 'bottom-full mb-1 left-1/2 -translate-x-1/2',
  topEnd: 'bottom-full mb-1 end-0',
  left: 'right-full mr-1 top-1/2 -translate-y-1/2',
  right: 'left-full ml-1 top-1/2 -translate-y-1/2',
} as const;

/** Drawn by the style sheet alone: a list of a hundred buttons costs no listener. Its parent carries `group/tip relative`. */
export function Tip({ label, keys, action, side = 'bottom' }: { readonly label: string; readonly keys?: string; readonly action?: ActionId; readonly side?: keyof typeof sides }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'floating pointer-events-none invisible absolute z-40 px-2 max-md:hidden py-1 text-xs font-normal whitespace-nowrap text-ink opacity-0 transition-opacity delay-300 duration-100 group-hover/tip:visible group-hover/tip:opacity-100 group-focus-visible/tip:visible group-focus-visible/tip:opacity-100 group-aria-expanded/tip:hidden',
        sides[side],
      )}
    >
      {label}
      {keys ? <Key>{keys}</Key> : null}
      {action ? <ActionKey action={action} /> : null}
    </span>
  );
}

export function Key({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <kbd className={clsx('ms-1.5 rounded-sm border border-line bg-sunken px-1 font-sans text-xs text-ink-soft', className)}>{children}</kbd>;
}

/** A key that does what the button beside it does; no use where fingers do the pointing. */
export function KeyHint({ children }: { readonly children: ReactNode }) {
  return <Key className="pointer-coarse:hidden">{children}</Key>;
}

/** Nothing where the action has no key at the moment. */
export function ActionKey({ action, className }: { readonly action: ActionId; readonly className?: string }) {
  const text = useKeyText(action);
  return text ? <Key {...(className ? { className } : {})}>{text}</Key> : null;
}
