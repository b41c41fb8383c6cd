-- Each request writes a dozen notifications and as many rows of history: every index they do not need is paid for with each
-- (docs/decisions/007-intake-in-batches.md).

-- The ids of notices grow with time, so one key serves "whose, newest first" and the row itself.
alter table notifications drop constraint notifications_pkey, add primary key (recipient_id, notice_id);
drop index notifications_recipient, notifications_unread, notifications_mail;
-- What somebody has read needs no mail any more, so whatever waits for one is unread.
update notifications set mail_state = 'skipped' where mail_state = 'pending' and read_at is not null;
create index notifications_unread on notifications (recipient_id, mail_state, notice_id) where read_at is null;

drop index process_history_instance;
alter table process_history drop constraint process_history_pkey, add primary key (instance_id, id, at);

-- As in 006: a case's task need not ask whether its department is there.
alter table tasks drop constraint tasks_department_id_fkey;

-- The events that a reaction, the engine or a process deployed listens to: only these are put into the outbox. '*' stands for
-- every event: a message whose name is told only when the case waits for it.
create table heard_events (name text primary key);
