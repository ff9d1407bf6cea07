// Every task there is: its name, what its payload looks like, and how patiently it is tried again.
import { z } from 'zod';

/** Sealed with the installation's key (store/sealed.ts): queue tables keep what was done for days, and this holds links that open doors. */
const sendNotice = z.object({ notice: z.enum(['invitation', 'password-reset', 'second-factor-removed']), workspace: z.uuid(), sealed: z.base64() });

/** To one device; `notification` null: somebody tries whether it rings. */
const sendPush = z.object({ workspace: z.uuid(), device: z.uuid(), notification: z.uuid().nullable() });

/** The vendor is told that the press of a button was taken: what comes later than a minute helps nobody. */
const answerPress = z.object({ workspace: z.uuid(), inbox: z.uuid(), press: z.string() });

/** Somebody whose vendor tells ids and no names. */
const findName = z.object({ workspace: z.uuid(), inbox: z.uuid(), externalId: z.string() });

export const tasks = {
  'send-notice': { payload: sendNotice, tries: 9, firstPauseSeconds: 10, longestPauseSeconds: 1_800, timeoutSeconds: 120 },
  'send-push': { payload: sendPush, tries: 7, firstPauseSeconds: 5, longestPauseSeconds: 900, timeoutSeconds: 60 },
  'answer-press': { payload: answerPress, tries: 2, firstPauseSeconds: 2, longestPauseSeconds: 10, timeoutSeconds: 30 },
  'find-name': { payload: findName, tries: 7, firstPauseSeconds: 5, longestPauseSeconds: 3_600, timeoutSeconds: 30 },
} as const;

export type Task = keyof typeof tasks;
export type Payload<Name extends Task> = z.output<(typeof tasks)[Name]['payload']>;
export const taskNames = Object.keys(tasks) as readonly Task[];
