// Finds out who is here, and starts the live desk for a signed-in agent.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionReply } from '../../contract/requests.ts';
import { forgetConversations } from '../conversation/use-conversation.ts';
import { forgetLists } from '../inbox/use-list.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { draftSync } from '../composer/use-draft.ts';
import { startDesk, type RunningDesk } from '../live/desk.ts';
import { session as api } from '../live/desk-api.ts';
import { isRefused, onSignedOut, request } from '../live/request.ts';
import { isInterfaceLanguage, loadedParts, speak } from '../wording/interface.ts';

export type BootState =
  | { readonly is: 'starting' }
  | { readonly is: 'failed'; readonly error: unknown; retry(): void }
  | { readonly is: 'outside'; readonly needed: boolean; readonly wantsCode: boolean; enter(): Promise<void> }
  | { readonly is: 'inside'; readonly session: SessionReply; readonly desk: RunningDesk; leave(): Promise<void>; setSession(session: SessionReply): void };

export const BootContext = createContext<BootState>({ is: 'starting' });
export const useBootState = () => useContext(BootContext);

type Found =
  | { readonly is: 'starting' }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'outside'; readonly needed: boolean; readonly wantsCode: boolean }
  | { readonly is: 'inside'; readonly session: SessionReply; readonly desk: RunningDesk };

async function find(): Promise<Found> {
  try {
    const session = await api.read();
    const { language } = session.agent;
    const [desk] = await Promise.all([startDesk(session), isInterfaceLanguage(language) ? speak(language, loadedParts()) : undefined]);
    draftSync.start(session.agent.id);
    if (localStorage.getItem('attune.push')) void import('../notifying/device.ts').then((module) => module.keepRinging()).catch(() => undefined);
    return { is: 'inside', session, desk };
  } catch (error) {
    if (!isRefused(error, 'not-signed-in') && !isRefused(error, 'second-factor-wanted')) return { is: 'failed', error };
    const { needed } = await request<{ readonly needed: boolean }>('GET', '/setup');
    return { is: 'outside', needed, wantsCode: isRefused(error, 'second-factor-wanted') };
  }
}

export function useBoot(): BootState {
  const [found, setFound] = useState<Found>({ is: 'starting' });
  const running = useRef<RunningDesk | null>(null);

  const look = useCallback(async () => {
    const next = await find().catch((error: unknown): Found => ({ is: 'failed', error }));
    running.current?.stop();
    if (next.is !== 'inside') draftSync.stop();
    running.current = next.is === 'inside' ? next.desk : null;
    setFound(next);
  }, []);
  const leave = useCallback(async () => {
    // A browser rings for whoever is signed in there, and for nobody else.
    if (localStorage.getItem('attune.push')) await import('../notifying/device.ts').then((module) => module.stopRinging()).catch(() => undefined);
    await api.signOut().catch(() => undefined);
    forgetLists();
    forgetConversations();
    await look();
  }, [look]);

  const started = useRef(false);
  useEffect(() => {
    if (!started.current) {
      started.current = true;
      void look();
    }
    return onSignedOut(() => {
      if (!running.current) return;
      running.current.stop();
      draftSync.stop();
      running.current = null;
      forgetLists();
      forgetConversations();
      setFound({ is: 'outside', needed: false, wantsCode: false });
    });
  }, [look]);

  return useMemo((): BootState => {
    if (found.is === 'failed') return { ...found, retry: () => void look() };
    if (found.is === 'outside') return { ...found, enter: look };
    if (found.is === 'inside') return { ...found, leave, setSession: (session) => setFound({ ...found, session }) };
    return found;
  }, [found, leave, look]);
}

export function Boot({ boot }: { readonly boot: BootState }) {
  if (boot.is === 'failed')
    return (
      <div className="mx-auto max-w-lg px-4 pt-[20vh]">
        <Trouble error={boot.error} onRetry={boot.retry} />
      </div>
    );
  return (
    <div aria-hidden="true" className="flex h-full">
      <div className="hidden w-50 space-y-3 border-e border-line p-4 xl:block">
        {[0, 1, 2, 3, 4, 5].map((line) => (
          <Skeleton key={line} className="h-5" />
        ))}
      </div>
      <div className="w-full space-y-5 border-e border-line p-4 md:w-80">
        {[0, 1, 2, 3, 4, 5, 6].map((line) => (
          <Skeleton key={line} className="h-12" />
        ))}
      </div>
    </div>
  );
}
