import type { MacroView } from '../../contract/macro.ts';
import { shelfFor } from './shelf.ts';
import { macros as api } from './writing-api.ts';

/** Macros as this page holds them. `wanted` false: nothing is fetched, and only what is there is given. */
export const useMacros = shelfFor<readonly MacroView[]>(/^macro-(?:changed|removed)$/, async () => (await api.list()).macros);
