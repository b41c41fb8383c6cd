-- Rows that come with every request no longer ask the database whether what they name is there: each such check is a query and
-- a lock on the row named, and sixteen requests at once fight over the one form they come through (docs/decisions/005-hot-references.md).
alter table leads drop constraint leads_form_id_fkey, drop constraint leads_department_id_fkey;
alter table submissions drop constraint submissions_form_id_fkey, drop constraint submissions_lead_id_fkey;
alter table submission_digests drop constraint submission_digests_form_id_fkey;
alter table notifications drop constraint notifications_notice_id_fkey, drop constraint notifications_recipient_id_fkey;
alter table event_subjects drop constraint event_subjects_event_id_fkey;
alter table process_instances drop constraint process_instances_definition_id_fkey;
alter table process_waits drop constraint process_waits_instance_id_fkey;
