// The entry for a browser: advice and promises while the agent types, with no Node module, no detector and no numbering plans.
// Same rules and same code as on the server, so that both say the same.
import { advise, noAdvice } from './advice/advise.ts';
import { tell } from './advice/tell.ts';
import { promises } from './commitment/promises.ts';
import { openPack } from './pack/open.ts';
import { packFor } from './reading/read.ts';
import { detectLanguage } from './text/detect.ts';
import type { Advice, Finding, Promised, Situation } from './advice/advice.ts';
import type { Wording } from './advice/tell.ts';
import type { PromiseOptions } from './commitment/promises.ts';
import type { OpenPack } from './pack/open.ts';
import type { CompiledPack } from './pack/shape.ts';
import type { Detector } from './text/detect.ts';
import type { LanguageCode } from './text/span.ts';

export type AdviceOptions = {
  /** The language of the draft, when it is known; otherwise it is recognised. */
  readonly textLanguage?: LanguageCode;
};

export type Adviser = {
  advise(draft: string, situation: Situation, options?: AdviceOptions): Advice;
  /** Empty where no pack knows the language. */
  promises(text: string, options: PromiseOptions & { readonly language?: LanguageCode }): Promised[];
  tell(finding: Pick<Finding, 'rule' | 'values'>, agentLanguage: LanguageCode): string;
};

/** A draft of three words is recognised together with what it answers. */
const recognisedBy = (draft: string, situation: Situation): string => (draft.length >= 40 ? draft : `${draft}\n${situation.customer.at(-1) ?? ''}`);

/** Wording falls back to the first pack that was given, which the caller chooses. */
export const adviserOf = (packs: readonly OpenPack[], wordings: ReadonlyMap<LanguageCode, Wording>, detect: Detector | null): Adviser => {
  const packOf = (text: string, language: LanguageCode | undefined): OpenPack | null => packFor(packs, language ?? detectLanguage(text, packs, detect).code);
  const fallback = [...wordings.values()][0] ?? {};
  return {
    advise: (draft, situation, options = {}) => {
      const open = packOf(recognisedBy(draft, situation), options.textLanguage);
      return open ? advise(draft, situation, open) : noAdvice;
    },
    promises: (text, { language, ...options }) => {
      const open = packOf(text, language);
      return open ? promises(text, options, open) : [];
    },
    tell: (finding, agentLanguage) => tell(finding, wordings.get(agentLanguage.toLowerCase().split(/[-_]/)[0] ?? '') ?? fallback),
  };
};

export const createBrowserEngine = ({ packs, wordings = {} }: { readonly packs: readonly CompiledPack[]; readonly wordings?: Readonly<Record<LanguageCode, Wording>> }): Adviser =>
  adviserOf(packs.map(openPack), new Map([...Object.entries(wordings), ...packs.map(({ language, advice }) => [language, advice] as const)]), null);
