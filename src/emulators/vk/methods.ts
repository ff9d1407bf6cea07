// The methods of VK's API that a community's key may call here, by their names at the vendor.
import { shown, type Stored, whole } from './community.ts';
import { denied, type Parameters, Refusal, wrong } from './refusal.ts';
import { sendMessage, type Vendor } from './sending.ts';

export type Controls = {
  /** Rights of the key, by VK's names. */
  readonly rights: Set<string>;
  longPollOn: boolean;
  readonly confirmationCode: string;
  readonly presses: Map<string, { readonly person: number; readonly until: number; readonly message: string }>;
};

export type Surroundings = Vendor & { readonly controls: Controls; readonly address: () => string; readonly pace: number; now(): number; confirm(server: number): void };

type Method = { readonly needs?: string; readonly run: (parameters: Parameters, vendor: Surroundings) => unknown };

const ownGroup = (parameters: Parameters, { community }: Surroundings): void => {
  const given = whole(parameters, 'group_id');
  if (given === null || given < 1) throw wrong('group_id is undefined');
  if (given !== community.groupId) throw denied('group auth key does not belong to this group');
};

const peerOf = (parameters: Parameters): number => {
  const peer = whole(parameters, 'peer_id') ?? whole(parameters, 'user_id');
  if (peer === null) throw wrong('peer_id is undefined');
  return peer;
};

function paged<One>(all: readonly One[], parameters: Parameters): readonly One[] {
  const [count, offset] = [whole(parameters, 'count') ?? 20, whole(parameters, 'offset') ?? 0];
  if (count < 0 || count > 200) throw wrong('count should be less or equal to 200');
  if (offset < 0) throw wrong('offset should be positive');
  return all.slice(offset, offset + count);
}

const newestFirst = (messages: readonly Stored[]): readonly Stored[] => messages.toReversed();

export const methods: Readonly<Record<string, Method>> = {
  'users.get': { run: (parameters, { community }) => (parameters['user_ids'] ?? '').split(',').flatMap((id) => {
    const person = community.find(Number(id));
    if (!person) return [];
    return [person.gone ? { id: person.id, first_name: 'DELETED', last_name: '', deactivated: 'deleted' } : { id: person.id, first_name: person.name, last_name: '', can_access_closed: true, is_closed: false }];
  }) },
  'groups.getById': { run: (_parameters, { community }) => ({ groups: [{ id: community.groupId, name: 'Emulated community', screen_name: `club${community.groupId}`, is_closed: 0, type: 'group' }], profiles: [] }) },
  'groups.getTokenPermissions': { run: (_parameters, { controls }) => ({ mask: 1, permissions: [...controls.rights].map((name, place) => ({ name, setting: 2 ** place })) }) },
  'groups.getLongPollServer': { needs: 'manage', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    if (!vendor.controls.longPollOn) throw wrong('longpoll for this group is not enabled');
    return { key: vendor.events.queue.newKey(), server: `${vendor.address()}/whp/${vendor.community.groupId}`, ts: String(vendor.events.queue.ts()) };
  } },
  'groups.getLongPollSettings': { needs: 'manage', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    return { is_enabled: vendor.controls.longPollOn, api_version: '5.199', events: { message_new: 1, message_reply: 1, message_edit: 1, message_allow: 1, message_deny: 1, message_read: 1, message_typing_state: 1, message_event: 1 } };
  } },
  'groups.getCallbackConfirmationCode': { needs: 'manage', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    return { code: vendor.controls.confirmationCode };
  } },
  'groups.addCallbackServer': { needs: 'manage', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    const [url, title, secretKey] = [parameters['url'] ?? '', parameters['title'] ?? '', parameters['secret_key'] ?? ''];
    if (!URL.canParse(url)) throw wrong('url is invalid');
    if (title === '' || title.length > 14) throw wrong('title should be from 1 to 14 characters');
    if (secretKey.length > 50) throw wrong('secret_key should be less or equal to 50 letters');
    if (vendor.events.servers.size >= 10) throw new Refusal(2000, 'Servers number limit is reached');
    const { id } = vendor.events.add(url, title, secretKey);
    vendor.confirm(id);
    return { server_id: id };
  } },
  'groups.getCallbackServers': { needs: 'manage', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    const items = [...vendor.events.servers.values()].map(({ id, url, title, secretKey, status }) => ({ id, url, title, secret_key: secretKey, status, creator_id: 0 }));
    return { count: items.length, items };
  } },
  'groups.deleteCallbackServer': { needs: 'manage', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    if (!vendor.events.servers.delete(whole(parameters, 'server_id') ?? 0)) throw wrong('server_id is invalid');
    return 1;
  } },
  'messages.send': { needs: 'messages', run: (parameters, vendor) => sendMessage(parameters, vendor) },
  'messages.getHistory': { needs: 'messages', run: (parameters, { community }) => {
    const messages = newestFirst(community.dialogs.get(peerOf(parameters)) ?? []);
    return { count: messages.length, items: paged(messages, parameters).map((message) => shown(message, community.groupId)) };
  } },
  'messages.getConversations': { needs: 'messages', run: (parameters, { community }) => {
    const all = [...community.dialogs].flatMap(([peer, messages]) => (messages.length === 0 ? [] : [{ peer, last: messages.at(-1)! }])).toSorted((one, other) => other.last.id - one.last.id);
    const items = paged(all, parameters).map(({ peer, last }) => ({ conversation: { peer: { id: peer, type: 'user', local_id: peer }, last_message_id: last.id }, last_message: shown(last, community.groupId) }));
    return { count: all.length, items };
  } },
  'messages.getByConversationMessageId': { needs: 'messages', run: (parameters, { community }) => {
    const places = (parameters['conversation_message_ids'] ?? '').split(',').map(Number);
    const items = community.dialog(peerOf(parameters)).filter(({ place }) => places.includes(place)).map((message) => shown(message, community.groupId));
    return { count: items.length, items };
  } },
  'messages.isMessagesFromGroupAllowed': { needs: 'messages', run: (parameters, vendor) => {
    ownGroup(parameters, vendor);
    const person = vendor.community.find(whole(parameters, 'user_id') ?? 0);
    return { is_allowed: person && vendor.community.refusalTo(person) === null ? 1 : 0 };
  } },
  'messages.sendMessageEventAnswer': { needs: 'messages', run: (parameters, { controls, book, now }) => {
    const press = controls.presses.get(parameters['event_id'] ?? '');
    if (!press || press.until <= now() || press.person !== whole(parameters, 'user_id') || press.person !== whole(parameters, 'peer_id')) throw wrong('event_id is invalid or expired');
    controls.presses.delete(parameters['event_id']!);
    book.note(press.message, 'press answered');
    return 1;
  } },
  'photos.getMessagesUploadServer': { needs: 'photos', run: (_parameters, { community, address }) => ({ upload_url: `${address()}/upload/photo`, album_id: -64, group_id: community.groupId, user_id: 0 }) },
  'photos.saveMessagesPhoto': { needs: 'photos', run: (parameters, { uploads }) => uploads.savePhoto(parameters['photo'] ?? '', parameters['server'] ?? '', parameters['hash'] ?? '') },
  'docs.getMessagesUploadServer': { needs: 'docs', run: (parameters, { address, community }) => {
    if (!['doc', 'audio_message', 'graffiti'].includes(parameters['type'] ?? 'doc')) throw wrong('type is invalid');
    const person = community.find(whole(parameters, 'peer_id') ?? 0);
    if (!person || community.refusalTo(person) === 901) throw new Refusal(901, "Can't send messages for users without permission");
    return { upload_url: `${address()}/upload/doc` };
  } },
  'docs.save': { needs: 'docs', run: (parameters, { uploads }) => uploads.saveDocument(parameters['file'] ?? '', parameters['title'] ?? '') },
};
