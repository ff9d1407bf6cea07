// What somebody sent, as text and files. Nothing is dropped in silence: what this channel does not know is named by the vendor's word for it.
import { createHash } from 'node:crypto';
import type { IncomingAttachment, IncomingContent } from '../../channel.ts';
import { filesIn } from './files.ts';
import { cardOf, isThere, lineKinds, linesAbove, linesBelow } from './lines.ts';
import { list, type Thing, thing } from './reading.ts';
import { wordsOf, wordsOfBlocks } from './words.ts';

export type Said = { readonly content: IncomingContent; readonly fingerprint: string; readonly notices: readonly string[] };

/** Longer than the vendor lets anybody write; what comes through another server is cut, and said to be. */
const longestText = 50_000;

/** @returns null where the message is the vendor's own note (somebody pinned something, changed the background), not something that was sent */
export function contentOf(message: Thing, id: number): Said | null {
  const unknown = Object.keys(message).filter((key) => !known.has(key) && isThere(message[key]));
  const sent = unknown.filter((key) => !isNote(key));
  const files = filesIn(message, id);
  const blocks = thing(message['rich_message'])?.['blocks'];
  const lines = [
    ...linesAbove(message),
    wordsOf(message['text'], message['entities']), wordsOf(message['caption'], message['caption_entities']), wordsOfBlocks(blocks),
    ...linesBelow(message),
    ...(files.missed > 0 ? ['❔'] : []),
    ...sent.slice(0, 20).map((key) => `❔ ${key.replaceAll(/[^\w]/g, ' ').trim().slice(0, 60)}`),
  ].filter((line) => line !== '');
  const text = lines.join('\n');
  if (text === '' && files.attachments.length === 0 && unknown.length > 0) return null;
  const card = cardOf(message);
  const attachments: readonly IncomingAttachment[] = [...files.attachments, ...(card ? [{ name: 'contact.vcf', mediaType: 'text/vcard', contentId: null, content: card }] : [])];
  return {
    content: { subject: null, text: text.slice(0, longestText).toWellFormed(), html: null, attachments },
    fingerprint: createHash('sha256').update(JSON.stringify([text, files.marks])).digest('hex'),
    notices: [
      ...(sent.length > 0 || files.missed > 0 ? ['telegram.not-taken-over'] : []),
      ...(text.length > longestText ? ['telegram.text-cut'] : []),
      ...(list(blocks).length > 0 ? ['telegram.layout-lost'] : []),
    ],
  };
}

/** The vendor's notes about a chat, which nobody wrote. What is not listed here is shown, so that a new kind is never lost. */
const notes = new Set([
  'pinned_message', 'message_auto_delete_timer_changed', 'chat_background_set', 'write_access_allowed', 'connected_website', 'boost_added', 'proximity_alert_triggered',
  'new_chat_members', 'left_chat_member', 'new_chat_title', 'new_chat_photo', 'delete_chat_photo', 'group_chat_created', 'supergroup_chat_created', 'channel_chat_created',
  'migrate_to_chat_id', 'migrate_from_chat_id', 'paid_message_price_changed', 'direct_message_price_changed', 'managed_bot_created', 'poll_option_added', 'poll_option_deleted',
  'chat_owner_left', 'chat_owner_changed', 'giveaway_created', 'giveaway_completed', 'new_chat_participant', 'new_chat_member', 'left_chat_participant',
]);
const isNote = (key: string): boolean => notes.has(key) || /^(general_)?forum_topic_|^video_chat_|^community_chat_|^suggested_post_/.test(key);

const known: ReadonlySet<string> = new Set([
  ...lineKinds, 'text', 'entities', 'caption', 'caption_entities', 'rich_message', 'photo', 'live_photo', 'animation', 'video', 'video_note', 'audio', 'voice', 'document',
  'message_id', 'message_thread_id', 'from', 'sender_chat', 'sender_boost_count', 'sender_business_bot', 'sender_tag', 'date', 'guest_query_id', 'business_connection_id', 'chat',
  'is_topic_message', 'direct_messages_topic', 'receiver_user', 'ephemeral_message_id', 'forward_origin', 'forward_from', 'forward_from_chat', 'forward_from_message_id',
  'forward_signature', 'forward_sender_name', 'forward_date', 'is_automatic_forward', 'reply_to_message', 'reply_to_checklist_task_id', 'reply_to_poll_option_id', 'is_paid_post',
  'external_reply', 'quote', 'reply_to_story', 'via_bot', 'guest_bot_caller_user', 'guest_bot_caller_chat', 'edit_date', 'has_protected_content', 'show_caption_above_media',
  'is_from_offline', 'author_signature', 'link_preview_options', 'effect_id', 'paid_star_count', 'reply_markup', 'media_group_id', 'has_media_spoiler',
]);
