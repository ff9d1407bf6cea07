// The language packs: those of the product and what the site added to them in data/languages.
import { join } from 'node:path';
import { compilePack, languagesIn } from '../language/pack/compile.ts';
import { productLanguages, readPackFiles } from '../language-packs.ts';
import type { Finding } from './finding.ts';
import { careful, reasonOf, well, wrong } from './finding.ts';

const shown = 5;

export function examineLanguages(data: string): readonly Finding[] {
  const files = readPackFiles(productLanguages);
  const site = readPackFiles(join(data, 'languages'));
  const languages = [...new Set([...languagesIn(files), ...languagesIn(site)])];
  if (languages.length === 0) return [wrong('There are no language packs: nothing can be read.', 'Take the folder "languages" from the version you installed.')];
  return languages.map((language) => examine(language, files, site));
}

function examine(language: string, files: ReturnType<typeof readPackFiles>, site: ReturnType<typeof readPackFiles>): Finding {
  try {
    const { pack, source } = compilePack(language, files, site);
    const { problems } = source;
    if (problems.length > 0) {
      const lines = problems.slice(0, shown).map(({ file, line, message }) => `${file}:${line}: ${message}`);
      return wrong(`The pack "${language}" has ${problems.length} mistakes:\n${lines.join('\n')}`, `Correct them${Object.keys(site).length > 0 ? ' (your own files are in data/languages)' : ''}; "npm run languages" lists them all.`);
    }
    const rules = `${pack.reading.length} rules for reading, ${pack.reply.length} for replies`;
    return pack.ready ? well(`${pack.name} (${language}): ${rules}`) : careful(`${pack.name} (${language}) is not complete: ${rules}`, '"npm run languages" names what is missing.');
  } catch (error) {
    return wrong(`The pack "${language}" cannot be read: ${reasonOf(error)}`, '"npm run languages" shows where.');
  }
}
