// What an agent wants to be told of and where, and the hours in which nothing rings.
import type { NotificationChoiceBody, NotificationChoiceView } from '../contract/notifying.ts';
import type { Choice, Place, Subject } from '../domain/notification/places.ts';
import { knownChoice, mayBeOff, placeOf, subjects } from '../domain/notification/places.ts';
import { Refusal } from '../domain/refusal.ts';
import { isTimeZone } from '../domain/time/check-working-hours.ts';
import type { Db } from '../store/open.ts';
import { findChoice, listSubscriptionIds, saveChoice } from '../store/push.ts';
import type { Desk } from './desk.ts';

export async function readChoice(db: Db, workspace: string, agent: string): Promise<NotificationChoiceView> {
  const [stored, devices] = await Promise.all([findChoice(db, workspace, agent), listSubscriptionIds(db, workspace, agent)]);
  const choice = knownChoice(stored);
  return {
    places: Object.fromEntries(subjects.map((subject) => [subject, placeOf(subject, choice, devices.length > 0)])) as Record<Subject, Place>,
    chosen: subjects.filter((subject) => choice.places[subject] !== undefined),
    quiet: choice.quiet === null ? null : { ...choice.quiet },
  };
}

export async function chooseNotifications(desk: Desk, workspace: string, agent: string, wanted: NotificationChoiceBody): Promise<NotificationChoiceView> {
  checkChoice(wanted);
  await desk.db.transaction().execute(async (db) => {
    const before = knownChoice(await findChoice(db, workspace, agent));
    const places = subjects.flatMap((subject): [Subject, Place][] => {
      const place = wanted.places?.[subject] === undefined ? before.places[subject] : wanted.places[subject];
      return place ? [[subject, place]] : [];
    });
    const quiet: Choice['quiet'] = wanted.quiet === undefined ? before.quiet : wanted.quiet;
    await saveChoice(db, workspace, agent, { places: Object.fromEntries(places), quiet });
  });
  return readChoice(desk.db, workspace, agent);
}

function checkChoice({ places, quiet }: NotificationChoiceBody): void {
  const mistakes: Record<string, string> = {};
  for (const subject of subjects) if (places?.[subject] === 'off' && !mayBeOff(subject)) mistakes[`places.${subject}`] = 'This always stands in the bell at least, so that it is not lost.';
  if (quiet && !isTimeZone(quiet.timeZone)) mistakes['quiet.timeZone'] = 'There is no time zone of this name.';
  if (quiet && quiet.from === quiet.to) mistakes['quiet.to'] = 'Quiet time ends at another time than it begins.';
  if (Object.keys(mistakes).length > 0) throw new Refusal('input-wrong', mistakes);
}
