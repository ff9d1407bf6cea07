import { describe, expect, test } from 'vitest';
import { eventKinds } from './event.ts';
import { eventGroups, groupOfKind, kindsInGroup, wants } from './event-groups.ts';

describe('events that webhooks can be told of', () => {
  test('each kind is in a group, or is said to be nobody else\'s', () => {
    for (const kind of eventKinds) expect(Object.keys(groupOfKind), 'say its group in src/contract/event-groups.ts').toContain(kind);
    for (const group of eventGroups) expect(kindsInGroup(group).length, group).toBeGreaterThan(0);
  });

  test('a kind is wanted by its group or by itself', () => {
    expect(wants({ groups: ['messages'], kinds: [] }, 'reply-sent')).toBe(true);
    expect(wants({ groups: ['messages'], kinds: [] }, 'conversation-closed')).toBe(false);
    expect(wants({ groups: [], kinds: ['conversation-closed'] }, 'conversation-closed')).toBe(true);
    expect(wants({ groups: [], kinds: [] }, 'reply-sent')).toBe(false);
  });

  test('what is one agent\'s own is wanted by nobody, whatever was chosen', () => {
    expect(wants({ groups: [...eventGroups], kinds: ['notification-added', 'personal-token-created'] }, 'notification-added')).toBe(false);
    expect(wants({ groups: [...eventGroups], kinds: [] }, 'a-kind-of-tomorrow')).toBe(false);
  });
});
