create table company (
  one boolean primary key default true check (one),
  name text not null,
  nip text,
  zone text not null default 'Europe/Warsaw',
  currency char(3) not null default 'PLN',
  locale text not null default 'pl' check (locale in ('pl', 'en')),
  work_hours jsonb not null,
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null
);

create table company_days (
  day date primary key,
  name text not null,
  working boolean not null,
  hours jsonb
);

create table departments (
  id uuid primary key,
  parent_id uuid references departments (id),
  key text unique,
  name text not null,
  head_id uuid,
  position int not null default 0,
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz
);

create table employees (
  id uuid primary key,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'administrator', 'head', 'employee')),
  department_id uuid references departments (id),
  supervisor_id uuid references employees (id),
  position text not null default '',
  phone text,
  skills text[] not null default '{}',
  work_hours jsonb,
  locale text not null default 'pl' check (locale in ('pl', 'en')),
  preferences jsonb not null default '{}',
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index employees_email on employees (lower(email));
create index employees_department on employees (department_id) where active;
alter table departments add constraint departments_head foreign key (head_id) references employees (id);

create table absences (
  id uuid primary key,
  employee_id uuid not null references employees (id),
  from_at timestamptz not null,
  to_at timestamptz not null,
  substitute_id uuid references employees (id),
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  check (to_at > from_at),
  check (substitute_id is distinct from employee_id)
);
create index absences_employee on absences (employee_id, to_at);
create index absences_substitute on absences (substitute_id, to_at) where substitute_id is not null;

create table invitations (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null,
  department_id uuid references departments (id),
  token_digest bytea not null unique,
  invited_by uuid references employees (id),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null
);

create table api_tokens (
  id uuid primary key,
  employee_id uuid not null references employees (id),
  name text not null,
  token_digest bytea not null unique,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Scope of each action by role; one row changed here changes the predicate everywhere (core/access.ts).
create table grants (
  role text not null,
  kind text not null,
  action text not null,
  scope text not null check (scope in ('none', 'own', 'department', 'all')),
  primary key (role, kind, action)
);

-- better-auth's own tables: the one named exception to write().
create table auth_users (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create table auth_sessions (
  id uuid primary key,
  user_id uuid not null references auth_users (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index auth_sessions_user on auth_sessions (user_id);
create table auth_accounts (
  id uuid primary key,
  user_id uuid not null references auth_users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index auth_accounts_user on auth_accounts (user_id);
create table auth_verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index auth_verifications_identifier on auth_verifications (identifier);
create table auth_rate_limits (
  id uuid primary key,
  key text not null unique,
  count int not null,
  last_request bigint not null
);
