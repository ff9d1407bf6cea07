-- Who can sign in, and how. The first five tables are better-auth's, under our names (src/server/authentication.ts); a test
-- compares them with what that library would make. Agents point here by agent.sign_in; a person's name and role stand there.

create table sign_in_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  two_factor_enabled boolean
);

create table sign_in_session (
  id text primary key,
  expires_at timestamptz not null,
  -- worth nothing without the signature that the cookie carries beside it (ATTUNE_KEY)
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id text not null references sign_in_user (id) on delete cascade
);
create index sign_in_session_user_id_idx on sign_in_session (user_id);
create index sign_in_session_expires on sign_in_session (expires_at);

create table sign_in_account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references sign_in_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index sign_in_account_user_id_idx on sign_in_account (user_id);

-- Links for a new password, and second-factor challenges; identifiers are hashed.
create table sign_in_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index sign_in_verification_identifier_idx on sign_in_verification (identifier);

create table sign_in_second_factor (
  id text primary key,
  secret text not null,
  backup_codes text not null,
  user_id text not null references sign_in_user (id) on delete cascade,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
create index sign_in_second_factor_secret_idx on sign_in_second_factor (secret);
create index sign_in_second_factor_user_id_idx on sign_in_second_factor (user_id);

-- Attempts that are limited, counted here because several processes answer. A subject is a hash, never an address in the clear.
create table sign_in_attempt (
  subject text primary key,
  count integer not null,
  until timestamptz not null
);
create index sign_in_attempt_until on sign_in_attempt (until);

-- The token that ATTUNE_API_TOKEN names; at most one is in force.
alter table service_token add column from_environment boolean not null default false;
create unique index service_token_environment on service_token (workspace) where from_environment and withdrawn_at is null;

-- One open invitation an address: a new one takes the place of the old.
create unique index invitation_open on invitation (workspace, lower(email)) where accepted_at is null and withdrawn_at is null;
