import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { drafts, draftSync } from './composer/use-draft.ts';
import { beforeRefusal } from './live/request.ts';
import { applyLook } from './shell/look.ts';
import { isInterfaceLanguage, loadWords, rememberedLanguage, startWords, words } from './wording/interface.ts';
import './style.css';

applyLook();
drafts.prune();
window.addEventListener('pagehide', () => draftSync.flush());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') draftSync.flush();
});
const language = rememberedLanguage();
startWords(language);
await loadWords(language, 'desk');
beforeRefusal(() => (isInterfaceLanguage(words.language) ? loadWords(words.language, 'refusals') : Promise.resolve()));

createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
