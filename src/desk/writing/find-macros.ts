// Which macros fit what was typed: the word for it first, then its name, then what its steps say.
import type { MacroView } from '../../contract/macro.ts';
import { depthOf, fold } from './find-templates.ts';

export function findMacros(macros: readonly MacroView[], typed: string): MacroView[] {
  const words = fold(typed).split(/\s+/).filter((word) => word !== '');
  return macros
    .flatMap((macro) => {
      const rest = macro.steps.map((step) => ('text' in step ? step.text : 'tags' in step ? step.tags.join(' ') : '')).join(' ');
      const depth = depthOf([macro.shortcut, macro.name], rest, words);
      return depth === null ? [] : [{ macro, depth }];
    })
    .sort((one, other) => one.depth - other.depth || one.macro.name.localeCompare(other.macro.name))
    .map(({ macro }) => macro);
}
