// Written by scripts/dump-schema.ts from the migrated database; do not edit. Run "node scripts/dump-schema.ts" after a new migration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** Goes in as JSON text (an array given as a value would become a PostgreSQL array); comes out parsed, to be read with care. */
type Json = ColumnType<unknown, string, string>;
type JsonOrNull = ColumnType<unknown, string | null, string | null>;
type GeneratedJson = ColumnType<unknown, string | undefined, string>;
/** Goes in as a Date or as ISO 8601 text; comes out as a Date. */
type Time = ColumnType<Date, Date | string, Date | string>;
type TimeOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;
type GeneratedTime = ColumnType<Date, Date | string | undefined, Date | string>;

export type Agent = {
  workspace: string;
  id: string;
  sign_in: string | null;
  name: string;
  email: string;
  role: 'administrator' | 'lead' | 'agent';
  language: Generated<string>;
  signature: Generated<string>;
  active: Generated<boolean>;
  created_at: Time;
  keys: GeneratedJson;
};

export type Attachment = {
  workspace: string;
  id: string;
  message: string | null;
  name: string;
  media_type: string;
  bytes: number;
  content_id: string | null;
  hash: string | null;
  uploaded_by: string | null;
  created_at: Time;
};

export type Attempt = {
  workspace: string;
  delivery: string;
  number: number;
  started_at: Time;
  ended_at: TimeOrNull;
  outcome: 'accepted' | 'later' | 'never' | 'unknown' | 'lost' | null;
  problem_code: string | null;
  problem_detail: string | null;
};

export type AutomaticReply = {
  workspace: string;
  inbox: string;
  address: string;
  day: string;
  count: number;
};

export type Batch = {
  workspace: string;
  id: string;
  actor_kind: 'agent' | 'service';
  actor: string;
  action: Json;
  seen: number;
  state: 'running' | 'stopped' | 'done' | 'undoing' | 'undone';
  total: number;
  done: Generated<number>;
  skipped: Generated<number>;
  failed: Generated<number>;
  undone: Generated<number>;
  kept: Generated<number>;
  leased_until: TimeOrNull;
  created_at: Time;
  finished_at: TimeOrNull;
  macro: JsonOrNull;
  undone_by_kind: 'agent' | 'service' | null;
  undone_by: string | null;
  own_drafts: Generated<number>;
};

export type BatchItem = {
  workspace: string;
  batch: string;
  place: number;
  conversation: string;
  state: Generated<'waiting' | 'done' | 'skipped' | 'failed' | 'undone' | 'kept'>;
  reason: string | null;
  before: JsonOrNull;
  after: JsonOrNull;
};

export type Commitment = {
  workspace: string;
  id: string;
  conversation: string;
  message: string;
  agent: string;
  span_start: number;
  span_end: number;
  promise: string;
  due_at: TimeOrNull;
  due_stated: Generated<boolean>;
  state: Generated<'open' | 'kept' | 'missed' | 'waived' | 'renewed'>;
  kept_by: string | null;
  waived_by: string | null;
  waived_reason: string | null;
  missed_at: TimeOrNull;
  settled_at: TimeOrNull;
  warned_at: TimeOrNull;
  created_at: Time;
  renews: string | null;
  renewed_by: string | null;
  settled_by: string | null;
};

export type Contact = {
  workspace: string;
  id: string;
  name: string | null;
  language: string | null;
  time_zone: string | null;
  attributes: GeneratedJson;
  blocked_at: TimeOrNull;
  created_at: Time;
  version: Generated<number>;
  language_set: Generated<boolean>;
  merged_into: string | null;
  preferences: GeneratedJson;
  language_before: string | null;
};

export type ContactImport = {
  workspace: string;
  id: string;
  actor_kind: 'agent' | 'service';
  actor: string;
  name: string;
  encoding: string;
  delimiter: string;
  header: Json;
  lines: Generated<number>;
  columns: JsonOrNull;
  known: 'fill' | 'overwrite' | null;
  state: 'coming' | 'ready' | 'running' | 'stopped' | 'done' | 'undoing' | 'undone';
  made: Generated<number>;
  changed: Generated<number>;
  same: Generated<number>;
  conflicting: Generated<number>;
  refused: Generated<number>;
  undone: Generated<number>;
  kept: Generated<number>;
  leased_until: TimeOrNull;
  created_at: Time;
  finished_at: TimeOrNull;
};

export type ContactImportLine = {
  workspace: string;
  import: string;
  line: number;
  cells: Json;
  state: Generated<'waiting' | 'made' | 'changed' | 'same' | 'conflict' | 'refused' | 'undone' | 'kept'>;
  reason: string | null;
  contact: string | null;
  before: JsonOrNull;
  after: JsonOrNull;
};

export type Conversation = {
  workspace: string;
  id: string;
  number: number;
  key: string;
  contact: string;
  inbox: string;
  subject: string | null;
  language: string | null;
  state: 'open' | 'waiting' | 'snoozed' | 'closed' | 'merged';
  waiting_for: 'customer' | 'third party' | null;
  snoozed_until: TimeOrNull;
  closed_at: TimeOrNull;
  closed_because: 'solved' | 'spam' | 'no answer' | null;
  assignee: string | null;
  team: string | null;
  waiting_since: TimeOrNull;
  version: Generated<number>;
  words_version: Generated<number>;
  last_message: string | null;
  last_at: Time;
  last_text: Generated<string>;
  last_direction: Generated<'in' | 'out' | 'note' | 'to third party' | 'from third party'>;
  message_count: Generated<number>;
  mood: Generated<string>;
  mood_intensity: Generated<number>;
  urgency: Generated<string>;
  failed_deliveries: Generated<number>;
  commitment_due: TimeOrNull;
  created_at: Time;
  merged_into: string | null;
  split_from: string | null;
  own_contact: string | null;
  third_party_key: string | null;
};

export type ConversationMark = {
  workspace: string;
  mark: string;
  conversation: string;
};

export type ConversationTag = {
  workspace: string;
  conversation: string;
  tag: string;
};

export type ConversationTally = {
  workspace: string;
  number: GeneratedAlways<number>;
  state: string;
  closed_because: string | null;
  waiting_for: string | null;
  inbox: string;
  assignee: string | null;
  team: string | null;
  promised: boolean;
  waits: boolean;
  mood: string;
  urgency: string;
  count: number;
};

export type Delivery = {
  workspace: string;
  id: string;
  message: string;
  conversation: string;
  step: Generated<number>;
  via: string;
  inbox: string;
  recipient: string;
  state: 'queued' | 'sending' | 'accepted' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled';
  attempts: Generated<number>;
  external_id: string | null;
  queued_at: Time;
  accepted_at: TimeOrNull;
  delivered_at: TimeOrNull;
  read_at: TimeOrNull;
  failed_at: TimeOrNull;
  due_at: TimeOrNull;
  leased_until: TimeOrNull;
  problem_code: string | null;
  problem_detail: string | null;
  along_with: string | null;
};

export type DeliveryPart = {
  workspace: string;
  inbox: string;
  external_id: string;
  delivery: string;
  state: string | null;
  at: TimeOrNull;
  problem_code: string | null;
  problem_detail: string | null;
};

export type Draft = {
  workspace: string;
  agent: string;
  place: string;
  kind: 'reply' | 'note' | 'new' | 'forward';
  conversation: string | null;
  content: Json;
  attachments: GeneratedJson;
  device: string;
  version: Generated<number>;
  changed_at: Time;
};

export type EarlyReceipt = {
  workspace: string;
  inbox: string;
  external_id: string;
  state: string;
  at: Time;
  problem_code: string | null;
  problem_detail: string | null;
  created_at: Time;
};

export type Event = {
  workspace: string;
  number: number;
  kind: string;
  at: Time;
  actor_kind: 'contact' | 'agent' | 'automation' | 'service';
  actor: string;
  conversation: string | null;
  only_agent: string | null;
  data: GeneratedJson;
};

export type Identity = {
  workspace: string;
  channel: string;
  external_id: string;
  contact: string;
  name: string | null;
  verified: Generated<boolean>;
  created_at: Time;
  own_contact: string | null;
  unreachable_since: TimeOrNull;
  reach_told_at: TimeOrNull;
};

export type Inbox = {
  workspace: string;
  id: string;
  channel: string;
  name: string;
  token: string;
  config: GeneratedJson;
  secrets: Buffer | null;
  senders: GeneratedJson;
  undo_seconds: Generated<number>;
  listen_cursor: JsonOrNull;
  health: GeneratedJson;
  health_at: TimeOrNull;
  reconciliation: JsonOrNull;
  created_at: Time;
  archived_at: TimeOrNull;
  sending_problem: JsonOrNull;
};

export type InboxTeam = {
  workspace: string;
  inbox: string;
  team: string;
};

export type Invitation = {
  workspace: string;
  id: string;
  email: string;
  role: 'administrator' | 'lead' | 'agent';
  teams: GeneratedJson;
  language: Generated<string>;
  token_hash: string;
  invited_by: string | null;
  created_at: Time;
  expires_at: Time;
  accepted_at: TimeOrNull;
  withdrawn_at: TimeOrNull;
};

export type Macro = {
  workspace: string;
  id: string;
  owner: string | null;
  name: string;
  actions: Json;
  version: Generated<number>;
  created_at: Time;
  changed_at: Time;
  shortcut: Generated<string>;
};

export type MacroRun = {
  workspace: string;
  id: string;
  macro: string;
  name: string;
  conversation: string;
  actor_kind: 'agent' | 'service';
  actor: string;
  before: Json;
  after: Json;
  ran_at: Time;
  undone_at: TimeOrNull;
};

export type MediaDue = {
  workspace: string;
  attachment: string;
  inbox: string;
  remote: string;
  attempts: Generated<number>;
  due_at: TimeOrNull;
  problem_code: string | null;
  problem_detail: string | null;
  created_at: Time;
};

export type Merge = {
  workspace: string;
  id: string;
  kind: 'conversations' | 'split' | 'contacts';
  survivor: string;
  before: Json;
  after: Json;
  place: number;
  cursor: number;
  actor_kind: 'agent' | 'service' | 'automation';
  actor: string;
  created_at: Time;
  undone_at: TimeOrNull;
};

export type MergePart = {
  workspace: string;
  merge: string;
  part: string;
  before: Json;
};

export type Message = {
  workspace: string;
  id: string;
  conversation: string;
  inbox: string | null;
  direction: 'in' | 'out' | 'note' | 'to third party' | 'from third party';
  author_kind: 'contact' | 'agent' | 'automation' | 'third party';
  author: string;
  external_id: string | null;
  fingerprint: string | null;
  language: string | null;
  subject: string | null;
  text: string;
  html: string | null;
  recipients: GeneratedJson;
  sender: JsonOrNull;
  notices: GeneratedJson;
  machine_sent: Generated<boolean>;
  sent_at: Time;
  created_at: Time;
  edited_at: TimeOrNull;
  removed_at: TimeOrNull;
  raw_input: string | null;
  against_version: number | null;
  page: JsonOrNull;
  home: string | null;
  own_words: JsonOrNull;
  mentions: GeneratedJson;
  answers: string | null;
};

export type Migration = {
  number: number;
  name: string;
  checksum: string;
  breaking: boolean;
  applied_at: GeneratedTime;
};

export type Notification = {
  workspace: string;
  id: string;
  agent: string;
  kind: string;
  conversation: string | null;
  message: string | null;
  data: GeneratedJson;
  created_at: Time;
  seen_at: TimeOrNull;
  loud: Generated<boolean>;
};

export type NotificationChoice = {
  workspace: string;
  agent: string;
  places: GeneratedJson;
  quiet: JsonOrNull;
};

export type Participant = {
  workspace: string;
  conversation: string;
  channel: string;
  external_id: string;
  name: string | null;
  third_party: Generated<boolean>;
};

export type PersonalToken = {
  workspace: string;
  id: string;
  agent: string;
  name: string;
  token_hash: string;
  scopes: Json;
  created_at: Time;
  expires_at: TimeOrNull;
  last_used_at: TimeOrNull;
  withdrawn_at: TimeOrNull;
};

export type PlannedReply = {
  workspace: string;
  id: string;
  conversation: string;
  agent: string;
  send_at: Time;
  content: Json;
  attachments: GeneratedJson;
  version: Generated<number>;
  created_at: Time;
  third_party: Generated<boolean>;
};

export type PlannedStart = {
  workspace: string;
  id: string;
  conversation: string;
  agent: string;
  inbox: string;
  channel: string;
  recipient: string;
  send_at: Time;
  content: Json;
  attachments: GeneratedJson;
  version: Generated<number>;
  created_at: Time;
};

export type PushKey = {
  workspace: string;
  public_key: string;
  private_key: Buffer;
  created_at: Time;
};

export type PushSubscription = {
  workspace: string;
  id: string;
  agent: string;
  address_hash: string;
  sealed: Buffer;
  device: string;
  created_at: Time;
  used_at: TimeOrNull;
};

export type RawInput = {
  workspace: string;
  id: string;
  inbox: string;
  kind: string;
  headers: GeneratedJson;
  body: Buffer | null;
  blob: string | null;
  bytes: number;
  key: string | null;
  received_at: Time;
  state: Generated<'pending' | 'done' | 'failed'>;
  outcome: string | null;
  attempts: Generated<number>;
  due_at: Time;
  problem_code: string | null;
  problem_detail: string | null;
  settled_at: TimeOrNull;
};

export type Reading = {
  workspace: string;
  message: string;
  value: Json;
  engine: string;
  created_at: Time;
  corrected: JsonOrNull;
  corrected_at: TimeOrNull;
};

export type ReadingCorrection = {
  workspace: string;
  id: string;
  message: string;
  field: string;
  value: Json;
  before: Json;
  engine: string;
  author_kind: 'agent' | 'service';
  author: string;
  made_at: Time;
  withdrawn_at: TimeOrNull;
  withdrawn_by: string | null;
};

export type RepeatableRequest = {
  workspace: string;
  caller: string;
  key: string;
  fingerprint: string;
  state: 'running' | 'changed' | 'answered';
  status: number | null;
  answer: Buffer | null;
  leased_until: TimeOrNull;
  created_at: Time;
};

export type SavedView = {
  workspace: string;
  id: string;
  owner: string | null;
  name: string;
  query: Json;
  version: Generated<number>;
  created_at: Time;
  changed_at: Time;
};

export type SearchDue = {
  workspace: string;
  number: GeneratedAlways<number>;
  kind: 'message' | 'conversation' | 'contact';
  id: string;
  anew: boolean;
};

export type SearchEntry = {
  workspace: string;
  kind: 'message' | 'conversation' | 'contact';
  id: string;
  conversation: string | null;
  at: Time;
  words: string;
};

export type SearchFill = {
  workspace: string;
  kind: 'message' | 'conversation' | 'contact';
  after: string | null;
  done: Generated<number>;
  total: number;
};

export type SearchWord = {
  workspace: string;
  word: string;
};

export type ServiceToken = {
  workspace: string;
  id: string;
  name: string;
  token_hash: string;
  role: 'administrator' | 'lead' | 'agent';
  created_at: Time;
  last_used_at: TimeOrNull;
  withdrawn_at: TimeOrNull;
  from_environment: Generated<boolean>;
  scopes: Json;
  expires_at: TimeOrNull;
};

export type SignInAccount = {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: TimeOrNull;
  refresh_token_expires_at: TimeOrNull;
  scope: string | null;
  password: string | null;
  created_at: GeneratedTime;
  updated_at: Time;
};

export type SignInAttempt = {
  subject: string;
  count: number;
  until: Time;
};

export type SignInSecondFactor = {
  id: string;
  secret: string;
  backup_codes: string;
  user_id: string;
  verified: boolean | null;
  failed_verification_count: number | null;
  locked_until: TimeOrNull;
};

export type SignInSession = {
  id: string;
  expires_at: Time;
  token: string;
  created_at: GeneratedTime;
  updated_at: Time;
  ip_address: string | null;
  user_agent: string | null;
  user_id: string;
};

export type SignInUser = {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  created_at: GeneratedTime;
  updated_at: GeneratedTime;
  two_factor_enabled: boolean | null;
};

export type SignInVerification = {
  id: string;
  identifier: string;
  value: string;
  expires_at: Time;
  created_at: GeneratedTime;
  updated_at: GeneratedTime;
};

export type Tag = {
  workspace: string;
  id: string;
  name: string;
  created_at: Time;
};

export type Team = {
  workspace: string;
  id: string;
  name: string;
  created_at: Time;
};

export type TeamMember = {
  workspace: string;
  team: string;
  agent: string;
};

export type Template = {
  workspace: string;
  id: string;
  owner: string | null;
  language: string;
  name: string;
  shortcut: Generated<string>;
  situation: 'angry' | 'doubtful' | 'anxious' | 'grateful' | 'confused' | 'sad' | null;
  topic: string | null;
  text: string;
  origin: string | null;
  version: Generated<number>;
  created_at: Time;
  changed_at: Time;
};

export type Webhook = {
  workspace: string;
  id: string;
  name: string;
  address: string;
  groups: Json;
  kinds: Json;
  secrets: Buffer;
  off_at: TimeOrNull;
  off_because: 'person' | 'gone' | 'failing' | 'restored' | null;
  cursor: number;
  due_at: TimeOrNull;
  failures: Generated<number>;
  failing_since: TimeOrNull;
  delivered_at: TimeOrNull;
  leased_until: TimeOrNull;
  created_at: Time;
};

export type WebhookDelivery = {
  workspace: string;
  id: string;
  webhook: string;
  event: number | null;
  kind: string;
  event_at: Time;
  state: 'waiting' | 'delivered' | 'failed';
  aside: Generated<boolean>;
  due_at: TimeOrNull;
  attempts: Generated<number>;
  first_at: Time;
  last_at: TimeOrNull;
  duration_ms: number | null;
  status: number | null;
  problem: string | null;
  answer: string | null;
};

export type Workspace = {
  id: string;
  name: string;
  language: Generated<string>;
  time_zone: Generated<string>;
  working_hours: Json;
  settings: GeneratedJson;
  created_at: Time;
  push_text: Generated<boolean>;
};

export type WorkspaceCounter = {
  workspace: string;
  event: Generated<number>;
  conversation: Generated<number>;
};

export type Schema = {
  agent: Agent;
  attachment: Attachment;
  attempt: Attempt;
  automatic_reply: AutomaticReply;
  batch: Batch;
  batch_item: BatchItem;
  commitment: Commitment;
  contact: Contact;
  contact_import: ContactImport;
  contact_import_line: ContactImportLine;
  conversation: Conversation;
  conversation_mark: ConversationMark;
  conversation_tag: ConversationTag;
  conversation_tally: ConversationTally;
  delivery: Delivery;
  delivery_part: DeliveryPart;
  draft: Draft;
  early_receipt: EarlyReceipt;
  event: Event;
  identity: Identity;
  inbox: Inbox;
  inbox_team: InboxTeam;
  invitation: Invitation;
  macro: Macro;
  macro_run: MacroRun;
  media_due: MediaDue;
  merge: Merge;
  merge_part: MergePart;
  message: Message;
  migration: Migration;
  notification: Notification;
  notification_choice: NotificationChoice;
  participant: Participant;
  personal_token: PersonalToken;
  planned_reply: PlannedReply;
  planned_start: PlannedStart;
  push_key: PushKey;
  push_subscription: PushSubscription;
  raw_input: RawInput;
  reading: Reading;
  reading_correction: ReadingCorrection;
  repeatable_request: RepeatableRequest;
  saved_view: SavedView;
  search_due: SearchDue;
  search_entry: SearchEntry;
  search_fill: SearchFill;
  search_word: SearchWord;
  service_token: ServiceToken;
  sign_in_account: SignInAccount;
  sign_in_attempt: SignInAttempt;
  sign_in_second_factor: SignInSecondFactor;
  sign_in_session: SignInSession;
  sign_in_user: SignInUser;
  sign_in_verification: SignInVerification;
  tag: Tag;
  team: Team;
  team_member: TeamMember;
  template: Template;
  webhook: Webhook;
  webhook_delivery: WebhookDelivery;
  workspace: Workspace;
  workspace_counter: WorkspaceCounter;
};
