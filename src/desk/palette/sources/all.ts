// Where the palette's entries come from. A further source is one line here.
import type { Source } from '../entry.ts';
import { useActionEntries } from './actions.ts';
import { useMacroEntries } from './macros.ts';
import { useHeldEntries } from './held.ts';
import { usePlaceEntries } from './places.ts';
import { useServerEntries } from './server.ts';
import { useTemplateEntries } from './templates.ts';
import { useViewEntries } from './views.ts';

export const sources: readonly Source[] = [useActionEntries, usePlaceEntries, useViewEntries, useMacroEntries, useTemplateEntries, useHeldEntries, useServerEntries];
