-- What is to be sent, written in the transaction that is the reason for it; and answers of requests that may be repeated.
create schema notify;
grant usage on schema notify, ops to fl_app, fl_auth, fl_jobs, fl_admin;
grant select on ops.migrations to fl_app, fl_auth, fl_jobs, fl_admin;

create table notify.mails (
  mail_id uuid primary key,
  recipient text not null,
  subject text not null,
  -- Sealed: codes in it open accounts. Emptied once it is delivered by SMTP.
  sealed_body text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  created_at timestamptz not null,
  delivered_at timestamptz,
  failed_at timestamptz,
  last_error text
);
create index on notify.mails (next_attempt_at) where delivered_at is null and failed_at is null;
alter table notify.mails enable row level security;
alter table notify.mails force row level security;
call app.admit('notify.mails', 'fl_auth');
call app.admit('notify.mails', 'fl_jobs');
grant insert on notify.mails to fl_auth;
grant select, update, delete on notify.mails to fl_jobs;

create table ops.replays (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  user_id uuid not null,
  idempotency_key text not null,
  request_sha256 bytea not null,
  status integer,
  body jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, user_id, idempotency_key)
);
create index on ops.replays (created_at);
call app.protect('ops.replays', 'tenant_id', 'app.tenant()');
call app.admit('ops.replays', 'fl_jobs');
grant select, insert, update on ops.replays to fl_app;
grant select, delete on ops.replays to fl_jobs;
