// Who answers and where things are filed, in shares as they come about: one inbox has most, one is retired, one colleague has left.
import { sql } from 'kysely';
import type { Db } from '../src/store/open.ts';
import type { Size, Talk } from './corpus.ts';
import { idOf } from './corpus.ts';

export type Crew = { readonly workspace: string; readonly inboxes: readonly string[]; readonly agents: readonly string[]; readonly teams: readonly string[]; readonly tags: readonly string[] };
export type Place = { readonly workspace: string; readonly inboxes: readonly string[]; readonly agent: string };

export const inboxNames = ['Chat', 'Shop', 'Returns', 'Partners', 'Old shop'] as const;
const began = Date.UTC(2024, 0, 1);
const made = (kind: string, count: number) => Array.from({ length: count }, (_nothing, place) => ({ id: idOf(`${kind} ${place}`, began), name: `${kind} ${place + 1}` }));
/** Besides the one agent who is there when a desk begins. The last of the colleagues has left. */
export const [colleagues, teams, tags] = [made('Colleague', 7), made('Team', 3), made('tag', 3)];

export async function saveCrew(db: Db, { workspace, inboxes, agent }: Place): Promise<Crew> {
  for (const { id, name } of colleagues) {
    await sql`insert into agent (workspace, id, name, email, role, created_at) values (${workspace}, ${id}, ${name}, ${`${id}@example.test`}, 'agent', ${new Date(began)})`.execute(db);
  }
  for (const { id, name } of teams) await sql`insert into team (workspace, id, name, created_at) values (${workspace}, ${id}, ${name}, ${new Date(began)})`.execute(db);
  for (const { id, name } of tags) await sql`insert into tag (workspace, id, name, created_at) values (${workspace}, ${id}, ${name}, ${new Date(began)})`.execute(db);
  return { workspace, inboxes, agents: [agent, ...colleagues.map((one) => one.id)], teams: teams.map((one) => one.id), tags: tags.map((one) => one.id) };
}

/** Numbers that have nothing to do with each other, so that conditions meet as often as chance has it. */
export function filedUnder(talk: Talk, crew: Crew, size: Size) {
  const chance = (from: number): number => Number.parseInt(talk.key.slice(from, from + 5), 16) % 1_000;
  const [where, whose, team, tag] = [chance(0), chance(5), chance(10), chance(15)];
  const age = talk.number / size.conversations;
  return {
    inbox: crew.inboxes[age < 0.05 ? 4 : where < 600 ? 0 : where < 850 ? 1 : where < 990 ? 2 : 3]!,
    assignee: age < 0.1 && whose < 300 ? crew.agents[7]! : whose < 700 ? crew.agents[whose % 7]! : null,
    team: team < 300 ? crew.teams[0]! : team < 350 ? crew.teams[1]! : team < 352 ? crew.teams[2]! : null,
    tags: [...(tag < 100 ? [crew.tags[0]!] : []), ...(tag % 33 === 0 ? [crew.tags[1]!] : []), ...(talk.number % 5_000 === 7 ? [crew.tags[2]!] : [])],
  };
}
