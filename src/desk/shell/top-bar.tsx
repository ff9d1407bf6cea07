// On a phone: where one is, and the way to everything else. Inside a conversation its own header takes the place.
import { Link } from '@tanstack/react-router';
import { Menu, Search } from 'lucide-react';
import { IconButton } from '../kit/button.tsx';
import { useDesk } from '../live/use-desk.ts';
import { Bell } from './bell.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function TopBar({ hidden, inert, onMenu }: { readonly hidden: boolean; readonly inert: boolean; onMenu(): void }) {
  const { t } = useTranslation();
  const name = useDesk((state) => state.workspace?.name ?? '');
  if (hidden) return null;
  return (
    <header inert={inert} className="flex items-center gap-2 border-b border-line px-2 py-1 md:hidden">
      <IconButton label={t('frame.menu')} onClick={onMenu} className="size-10!">
        <Menu size={20} />
      </IconButton>
      <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
        {name}
      </span>
      <Link to="/find" search={{}} aria-label={t('find.title')} className="inline-flex size-10 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink">
        <Search size={19} />
      </Link>
      <Bell />
    </header>
  );
}
