// The committed baselines may only rise: `npm run evaluate -- --keep` writes them anew beside the texts that only measure.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evaluateFolder, readBaselines, worse } from './command-line/evaluate.ts';
import { languageCapabilities } from './language-capabilities.ts';
import { loadLanguagePacks, productLanguages } from './language-packs.ts';
import { createEngine } from './language/engine.ts';
import { loadLearnedWeights } from './learned-weights.ts';

const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities(), weights: loadLearnedWeights() });
const labelMap = fileURLToPath(new URL('command-line/public-labels.yaml', import.meta.url));

describe.each(['en', 'ru', 'it', 'zh'])('on texts that only measure: %s', (language) => {
  const folder = join(productLanguages, language, 'corpus', 'test');
  it('nothing is below what was reached before', () => {
    expect(existsSync(join(folder, 'baseline.json'))).toBe(true);
    expect(worse(evaluateFolder(folder, engine, '2026-01-01T12:00:00Z', labelMap), readBaselines(folder))).toEqual([]);
  });
});
