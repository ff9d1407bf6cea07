// Every problem that a VK inbox can have beyond those of any channel.
import type { Problems } from '../problem-shape.ts';
import { connection } from './problems/connection.ts';
import { receiving } from './problems/receiving.ts';
import { sending } from './problems/sending.ts';
import { settings } from './problems/settings.ts';

export const problems = { ...settings, ...connection, ...sending, ...receiving } as const satisfies Problems;
