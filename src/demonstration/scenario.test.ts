import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Scenario } from './scenario.ts';
import { parseScenario, readScenario, scenarioFolder, scenarioNames } from './scenario.ts';
import { timelineOf } from './timeline.ts';

const whole = `
says: One lamp.
agents: { mira: { name: Mira, language: it } }
inboxes: { chat: { channel: web-chat, name: Chat } }
contacts: { greta: { name: Greta, language: it } }
conversations:
  - key: lamp
    contact: greta
    inbox: chat
    agent: mira
    steps:
      - { at: -20m, customer: La lampada? }
      - { at: -10m, reply: Arriva domani., leaves: closed }
`;

describe('what somebody wrote down', () => {
  test('is read with its defaults', () => {
    const [conversation] = parseScenario('lamp', whole).conversations;
    expect(conversation!.steps).toEqual([{ at: '-20m', customer: 'La lampada?' }, { at: '-10m', reply: 'Arriva domani.', leaves: 'closed', promises: [] }]);
  });

  test.each([
    ['contact: greta', 'contact: nobody', 'nobody described "nobody"'],
    ['inbox: chat', 'inbox: mail', 'nobody described "mail"'],
    ['agent: mira', 'agent: boris', 'nobody described "boris"'],
    ['at: -20m', 'at: +20m', 'conversations.0.steps.0.at: must be a moment in the past'],
    ['at: -20m', 'at: lately', 'conversations.0.steps.0.at'],
    ['customer: La lampada?', 'costumer: La lampada?', 'conversations.0.steps.0: needs exactly one of customer'],
    ['customer: La lampada?', 'customer: La lampada?, note: due', 'needs exactly one of'],
    ['leaves: closed', 'leaves: gone', 'conversations.0.steps.1.leaves'],
    ['leaves: closed', 'typo: closed', 'typo'],
    ['says: One lamp.', '', 'says'],
    ['says: One lamp.', 'says: One: lamp.', 'demonstration/lamp.yaml: Nested mappings'],
  ])('%s → %s is named', (good, bad, message) => expect(() => parseScenario('lamp', whole.replace(good, bad))).toThrow(message));
});

test('nothing in a conversation overtakes, whatever the time of day', () => {
  const scenario = parseScenario('lamp', whole.replace('at: -20m', 'at: -1d 23:50').replace('at: -10m', 'at: -3h'));
  for (let hour = 0; hour < 24; hour += 1) {
    const began = `2026-11-22T${String(hour).padStart(2, '0')}:05:00.000Z`;
    const scenes = timelineOf(scenario, began, 'Asia/Shanghai');
    expect(scenes.map((scene) => `${scene.position} ${scene.part}`)).toEqual(['0 itself', '1 itself', '1 sent', '1 arrived']);
    expect(new Set(scenes.map((scene) => scene.at)).size).toBe(scenes.length);
  }
});

describe.each(scenarioNames())('the scenario %s', (name) => {
  const scenario = readScenario(name);

  test('is about nobody real: every address belongs to a domain kept for examples', () => {
    const addresses = [...Object.values(scenario.contacts).map((one) => one.address), ...Object.values(scenario.inboxes).map((one) => one.sender?.address)];
    for (const address of addresses) if (address !== undefined) expect(address).toMatch(/@([a-z-]+\.)*(example\.(com|org|net)|[a-z-]+\.test)$/);
  });

  test('connects to nothing: its mail inboxes have no servers', () => {
    for (const inbox of Object.values(scenario.inboxes)) if (inbox.channel === 'email') expect(inbox.settings).toMatchObject({ imap: null, smtp: null });
  });

  // An answer to a visitor who left goes on by mail, from whatever inbox is connected.
  test('whoever chats leaves no address, so that no answer of somebody who tries the desk is mailed', () => {
    for (const { contact, inbox } of scenario.conversations) if (scenario.inboxes[inbox]!.channel === 'web-chat') expect(scenario.contacts[contact]!.address, contact).toBeUndefined();
  });

  test('has its files, and promises only what it says', () => {
    for (const step of scenario.conversations.flatMap((one) => one.steps)) {
      for (const file of ('files' in step ? step.files : undefined) ?? []) expect(existsSync(join(scenarioFolder, 'files', file)), file).toBe(true);
      if ('reply' in step) for (const promise of step.promises) expect(step.reply).toContain(promise.words);
    }
  });

  test('uses every contact and every inbox', () => {
    expect(new Set(scenario.conversations.map((one) => one.contact))).toEqual(new Set(Object.keys(scenario.contacts)));
    expect(new Set(scenario.conversations.map((one) => one.inbox))).toEqual(new Set(Object.keys(scenario.inboxes)));
    expect(new Set(scenario.conversations.map((one) => one.key)).size).toBe(scenario.conversations.length);
  });
});

test('a key means the same person and the same inbox in every scenario', () => {
  const scenarios = scenarioNames().map((name) => readScenario(name));
  for (const described of ['agents', 'inboxes'] as const satisfies readonly (keyof Scenario)[]) {
    const all = scenarios.flatMap((scenario) => Object.entries<unknown>(scenario[described]));
    for (const [key, one] of all) for (const [other, same] of all) if (key === other) expect(same, key).toEqual(one);
  }
});
