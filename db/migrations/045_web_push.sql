-- Browsers that show a person's notifications although no page is open (RFC 8030), and what waits to be told there.

create table push_subscriptions (
  id uuid primary key,
  employee_id uuid not null references employees (id),
  -- The sign-in it was allowed in: it ends with it. Null for one allowed by a program.
  session_id uuid references auth_sessions (id) on delete cascade,
  -- Where the browser's maker takes what is for it, and the browser's own key.
  endpoint text not null unique,
  p256dh text not null,
  -- Sealed.
  auth text not null,
  device text not null,
  created_at timestamptz not null,
  -- When something was last handed on for it, and when its service last took something.
  told_at timestamptz,
  taken_at timestamptz,
  -- Why the last one was not taken.
  trouble text
);
create index push_subscriptions_employee on push_subscriptions (employee_id, told_at);
create index push_subscriptions_session on push_subscriptions (session_id);

create table waiting_pushes (
  recipient_id uuid not null references employees (id),
  notice_id uuid not null references notices (id),
  urgent boolean not null,
  primary key (recipient_id, notice_id)
);
