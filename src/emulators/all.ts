// The one place that names the emulators.
import type { Emulator } from './emulator.ts';
import { telegram } from './telegram/telegram.ts';

export const emulators: readonly Emulator[] = [telegram];
