// Asks the advice worker about the draft whenever the typing rests for a moment. The newest question wins.
import { useEffect, useRef, useState } from 'react';
import { endOfWorkingDay } from '../../domain/time/working-time.ts';
import type { Situation } from '../../language/advice/advice.ts';
import { useDesk } from '../live/use-desk.ts';
import { withOffset, type Answer, type Question } from './advice-question.ts';
import { useTranslation } from '../wording/use-translation.ts';

const rest = 120;

export type Advised = { readonly draft: string; readonly answer: Answer };
type Asked = { readonly draft: string; readonly situation: Omit<Situation, 'now'>; readonly textLanguage: string; readonly wanted: boolean };

let worker: Worker | null = null;
let number = 0;

/** One worker for the page, started with the first word that is typed; it keeps the packs it has loaded. */
function theWorker(): Worker {
  worker ??= new Worker(new URL('./advice-worker.ts', import.meta.url), { type: 'module', name: 'advice' });
  return worker;
}

export function useAdvice({ draft, situation, textLanguage, wanted }: Asked): Advised | null {
  const { language } = useTranslation();
  const workspace = useDesk((state) => state.workspace);
  const [advised, setAdvised] = useState<Advised | null>(null);
  const latest = useRef(0);

  useEffect(() => {
    if (!wanted || draft.trim() === '') {
      latest.current = 0;
      return undefined;
    }
    const timer = setTimeout(() => {
      const now = new Date();
      number += 1;
      latest.current = number;
      const asked = number;
      const timeZone = workspace?.timeZone ?? 'UTC';
      const end = workspace ? endOfWorkingDay(now.toISOString(), workspace.timeZone, workspace.workingHours) : null;
      const question: Question = {
        number: asked,
        draft,
        textLanguage,
        agentLanguage: language,
        situation: { ...situation, now: withOffset(now, timeZone) },
        endOfWorkingDay: end ? withOffset(new Date(end), timeZone) : null,
      };
      const one = theWorker();
      const onAnswer = (event: MessageEvent<Answer>) => {
        if (event.data.number !== asked) return;
        one.removeEventListener('message', onAnswer);
        if (latest.current === asked) setAdvised({ draft, answer: event.data });
      };
      one.addEventListener('message', onAnswer);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
      one.postMessage(question);
    }, rest);
    return () => clearTimeout(timer);
  }, [draft, language, situation, textLanguage, wanted, workspace]);

  return wanted && draft.trim() !== '' ? advised : null;
}
