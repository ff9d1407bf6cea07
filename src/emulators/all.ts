// The one place that names the emulators.
import type { Emulator } from './emulator.ts';
import { max } from './max/max.ts';
import { messenger } from './messenger/messenger.ts';
import { sms } from './sms/sms.ts';
import { telegram } from './telegram/telegram.ts';
import { vk } from './vk/vk.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

export const emulators: readonly Emulator[] = [messenger, telegram, max, vk, sms, whatsapp];
