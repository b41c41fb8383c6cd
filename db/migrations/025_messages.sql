-- Conversations with customers over every channel, their messages, and the accounts they come and go by.

create table channel_accounts (
  id uuid primary key,
  channel text not null,
  name text not null,
  -- The own address, number or name there.
  address text not null,
  -- Secrets in it are sealed.
  settings jsonb not null,
  -- Whose inbox it fills; of a personal account nobody's.
  department_id uuid references departments (id),
  -- A personal account: what comes is private until it touches a record.
  owner_id uuid references employees (id),
  -- What a message from somebody unknown becomes.
  unknown_becomes text not null default 'lead' check (unknown_becomes in ('lead', 'nothing')),
  active boolean not null default true,
  -- Where receiving stands, as the channel says it.
  cursor jsonb not null default '{}',
  trouble text,
  trouble_detail text,
  trouble_since timestamptz,
  -- One node receives at a time.
  listener text,
  listened_until timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz,
  check (owner_id is null or department_id is null)
);
create unique index channel_accounts_address on channel_accounts (channel, lower(address)) where archived_at is null;

create table conversations (
  id uuid primary key,
  number bigint generated always as identity unique,
  channel text not null,
  account_id uuid references channel_accounts (id),
  subject text not null default '',
  -- The other side, as the channel names it.
  address text not null,
  name text not null default '',
  department_id uuid references departments (id),
  owner_id uuid references employees (id),
  private_to uuid references employees (id),
  -- Since when the other side waits for an answer.
  waiting_since timestamptz,
  last_at timestamptz not null,
  last_text text not null default '',
  closed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index conversations_address on conversations (account_id, address, last_at);
create index conversations_waiting on conversations (department_id, waiting_since, id) where waiting_since is not null;
create index conversations_owner on conversations (owner_id, last_at) where closed_at is null;
create index conversations_last on conversations (last_at, id);

-- Records a conversation is filed under.
create table conversation_links (
  kind text not null,
  id uuid not null,
  conversation_id uuid not null references conversations (id),
  primary key (kind, id, conversation_id)
);
create index conversation_links_conversation on conversation_links (conversation_id);

create table messages (
  id uuid primary key,
  conversation_id uuid not null references conversations (id),
  account_id uuid references channel_accounts (id),
  channel text not null,
  direction text not null check (direction in ('in', 'out')),
  -- The other side's name for it; of what we send, the key doubles are dropped by until the other side names it.
  external_id text,
  sender jsonb not null,
  recipients jsonb not null,
  subject text not null default '',
  body_text text not null,
  body_html text,
  automatic boolean not null default false,
  state text not null check (state in ('received', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
  trouble text,
  trouble_detail text,
  attempts integer not null default 0,
  author_id uuid references employees (id),
  cause jsonb,
  -- Not before then: scheduled, or still to be called back.
  send_at timestamptz,
  sent_at timestamptz,
  created_at timestamptz not null
);
create unique index messages_external on messages (external_id, account_id) where external_id is not null;
create index messages_conversation on messages (conversation_id, created_at, id);
create index messages_scheduled on messages (send_at) where state = 'scheduled';

create table message_files (
  message_id uuid not null references messages (id),
  position integer not null,
  name text not null,
  type text not null,
  digest text not null,
  size bigint not null,
  content_id text,
  primary key (message_id, position)
);
create index message_files_digest on message_files (digest);

-- Reports that came before the answer that names the message they speak of.
create table early_reports (
  account_id uuid not null references channel_accounts (id),
  external_id text not null,
  state text not null,
  trouble text,
  trouble_detail text,
  created_at timestamptz not null,
  primary key (account_id, external_id, state)
);
