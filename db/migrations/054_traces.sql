-- What a row of the outbox comes from, as a traceparent (W3C Trace Context); only where traces are collected.
alter table outbox add column trace text;
