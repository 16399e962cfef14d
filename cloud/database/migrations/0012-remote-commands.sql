-- Commands to a user's desktop. A command is claimed by one desktop, answered once, and keeps its answer: the same request
-- again is told the same.
create schema remote;
grant usage on schema remote to fl_app, fl_jobs;

create table remote.commands (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  command_id uuid not null,
  user_id uuid not null,
  idempotency_key text not null,
  request_sha256 bytea not null,
  kind text not null,
  broker_server text not null,
  login bigint not null,
  args jsonb not null,
  asked_by text not null,
  proof text not null check (proof in ('second_factor', 'trade_key', 'signed_in')),
  ip text not null,
  -- waiting: no desktop has it yet. sent: one has, and has not answered. unknown: it never did.
  state text not null check (state in ('waiting', 'sent', 'done', 'offline', 'unknown')),
  device_id uuid,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answer jsonb,
  primary key (tenant_id, command_id),
  unique (tenant_id, user_id, idempotency_key)
);
create index on remote.commands (issued_at);
call app.protect('remote.commands', 'tenant_id', 'app.tenant()');
call app.admit('remote.commands', 'fl_jobs');
grant select, insert, update (state, device_id, answered_at, answer) on remote.commands to fl_app;
grant select, delete on remote.commands to fl_jobs;
