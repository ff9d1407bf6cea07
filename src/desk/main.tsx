import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { drafts, draftSync } from './composer/use-draft.ts';
import { applyLook } from './shell/look.ts';
import { loadWords, rememberedLanguage, startWords } from './wording/interface.ts';
import './style.css';

applyLook();
drafts.prune();
window.addEventListener('pagehide', () => draftSync.flush());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') draftSync.flush();
});
const language = rememberedLanguage();
await startWords(language);
await loadWords(language, 'desk');
// Not needed for the first picture, but there before the first thing can go wrong, a lost connection included.
void loadWords(language, 'refusals');

createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
