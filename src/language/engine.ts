// The one entry to the language engine on a server and in the command line. Pure: what it may not do by itself
// (recognise languages without a pack, know numbering plans) is given to it.
import { adviserOf } from './browser-engine.ts';
import { judgeOf } from './learned/judge.ts';
import { scorerOf } from './learned/score.ts';
import { openPack } from './pack/open.ts';
import { contentHash } from './pack/hash.ts';
import { read } from './reading/read.ts';
import type { Adviser } from './browser-engine.ts';
import type { Weights } from './learned/weights.ts';
import type { CompiledPack } from './pack/shape.ts';
import type { PhoneReader } from './reading/facts-phones.ts';
import type { ReadOptions } from './reading/read.ts';
import type { Reading } from './reading/reading.ts';
import type { Detector } from './text/detect.ts';
import type { LanguageCode } from './text/span.ts';

/** Raised with every change of the engine that can change a reading. */
export const engineVersion = '3';

export type Capabilities = { readonly detect: Detector | null; readonly phones: PhoneReader | null };
export const noCapabilities: Capabilities = { detect: null, phones: null };

export type Engine = Adviser & {
  readonly version: string;
  /** Of all packs together; each Reading carries the hash of the one that was used. */
  readonly packHash: string;
  readonly languages: readonly { readonly code: LanguageCode; readonly name: string; readonly ready: boolean }[];
  read(text: string, options: ReadOptions): Reading;
};

export type Given = {
  readonly packs: readonly CompiledPack[];
  readonly capabilities?: Capabilities;
  /** What was learned, by language. Where nothing is given the rules judge alone. */
  readonly weights?: readonly Weights[];
};

export const createEngine = ({ packs: compiled, capabilities = noCapabilities, weights = [] }: Given): Engine => {
  const packs = compiled.map(openPack);
  const learned = new Map(weights.map((one) => [one.language, { score: scorerOf(one), judge: judgeOf(one) }]));
  const reader = { packs, version: engineVersion, learned, ...capabilities };
  const wordings = new Map(compiled.map(({ language, advice }) => [language, advice]));
  return {
    version: engineVersion,
    packHash: contentHash(compiled.map(({ hash }) => hash).join()),
    languages: compiled.map(({ language, name, ready }) => ({ code: language, name, ready })),
    read: (text, options) => read(text, options, reader),
    ...adviserOf(packs, wordings, capabilities.detect),
  };
};
