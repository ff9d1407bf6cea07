-- Channels whose vendors keep the media of a message: it is shown at once, and its files come when they have come.
alter table attachment alter column hash drop not null;

create table media_due (
  workspace uuid not null,
  attachment uuid not null,
  inbox uuid not null,
  -- All that the channel needs to find it at the vendor.
  remote text not null,
  attempts integer not null default 0,
  -- When it is looked for next; null: given up, and why stands beside it.
  due_at timestamptz,
  problem_code text,
  problem_detail text,
  created_at timestamptz not null,
  primary key (workspace, attachment),
  foreign key (workspace, attachment) references attachment (workspace, id) on delete cascade
);
create index media_due_next on media_due (due_at) where due_at is not null;

-- Since when somebody cannot be reached there any more: they have blocked us, or closed their account.
alter table identity add column unreachable_since timestamptz;

-- Receipts of messages whose send has not been written down yet: a vendor may tell of them before, or beside, its answer to us.
create table early_receipt (
  workspace uuid not null,
  inbox uuid not null,
  external_id text not null,
  state text not null,
  at timestamptz not null,
  problem_code text,
  problem_detail text,
  created_at timestamptz not null,
  primary key (workspace, inbox, external_id, state)
);
create index early_receipt_old on early_receipt (created_at);

-- A message that travels in parts (a long SMS), each with an id and receipts of its own: it is delivered when all of them are.
create table delivery_part (
  workspace uuid not null,
  inbox uuid not null,
  external_id text not null,
  delivery uuid not null,
  state text,
  at timestamptz,
  problem_code text,
  problem_detail text,
  primary key (workspace, inbox, external_id, delivery),
  foreign key (workspace, delivery) references delivery (workspace, id) on delete cascade
);
create index delivery_part_delivery on delivery_part (workspace, delivery);

-- When a vendor last told whether somebody can be reached: news that was overtaken changes nothing.
alter table identity add column reach_told_at timestamptz;
