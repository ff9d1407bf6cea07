// Who is here decides what is shown: the set-up, the sign-in, or the desk.
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Boot, BootContext, useBoot } from './boot.tsx';
import { createDeskRouter } from './router.tsx';

export function App() {
  const boot = useBoot();
  const router = useMemo(() => createDeskRouter(), []);
  if (boot.is === 'starting' || boot.is === 'failed') return <Boot boot={boot} />;
  return (
    <BootContext.Provider value={boot}>
      <RouterProvider router={router} />
    </BootContext.Provider>
  );
}
