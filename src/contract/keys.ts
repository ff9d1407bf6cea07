// The keys of an agent's screens: which they changed, and whether single letters do anything. Keys are named by their place on the
// keyboard (https://www.w3.org/TR/uievents-code/), so that they hold on every layout.
import { z } from 'zod';

const step = String.raw`(?:mod\+)?(?:alt\+)?(?:shift\+)?[A-Z][A-Za-z0-9]{0,20}`;

/** `KeyR`, `shift+KeyM`, `mod+KeyK` (Control, or Command on a Mac), `KeyG KeyI` (one after the other). */
export const keyBinding = z.string().max(80).regex(new RegExp(`^${step}(?: ${step}){0,2}$`));
const action = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const mostActions = 200;

export const keysView = z.object({
  /** false: keys that only hold a letter, a digit or a sign do nothing (WCAG 2.1.4). */
  singleKeys: z.boolean(),
  /** By action: the keys that stand for it instead of the usual ones; none of them where the list is empty. */
  changed: z.record(action, z.array(keyBinding).max(4)).refine((changed) => Object.keys(changed).length <= mostActions, { error: 'Too many actions' }),
}).meta({ id: 'Keys' });

export type KeysView = z.infer<typeof keysView>;

export const usualKeys: KeysView = { singleKeys: true, changed: {} };
