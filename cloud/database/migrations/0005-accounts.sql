-- MT5 accounts by number and server. No password of a broker is ever kept here.
create schema accounts;
grant usage on schema accounts to fl_app, fl_admin, fl_jobs;

create table accounts.accounts (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  account_id uuid not null,
  created_by uuid not null,
  broker_server text not null,
  login bigint not null check (login > 0),
  account_name text not null,
  account_type text not null check (account_type in ('demo', 'real')),
  currency text,
  currency_digits smallint check (currency_digits between 0 and 8),
  last_balance bigint,
  last_sync timestamptz,
  is_primary boolean not null default false,
  is_active boolean not null default true,
  settings jsonb not null default '{}',
  verification_status text not null default 'pending' check (verification_status in ('pending', 'verified', 'failed', 'expired')),
  verification_method text,
  verified_at timestamptz,
  verification_expires_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, account_id),
  unique (tenant_id, broker_server, login),
  foreign key (tenant_id, created_by) references tenancy.memberships deferrable initially deferred
);
create unique index on accounts.accounts (tenant_id) where is_primary;
call app.protect('accounts.accounts', 'tenant_id', 'app.tenant()');
grant select, insert, update, delete on accounts.accounts to fl_app;

-- A nonce that the desktop answers with what the real link says, signed by its device key.
create table accounts.verifications (
  tenant_id uuid not null,
  verification_id uuid not null,
  account_id uuid not null,
  user_id uuid not null,
  nonce text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  outcome text,
  primary key (tenant_id, verification_id),
  foreign key (tenant_id, account_id) references accounts.accounts on delete cascade
);
create index on accounts.verifications (tenant_id, account_id);
call app.protect('accounts.verifications', 'tenant_id', 'app.tenant()');
grant select, insert, update on accounts.verifications to fl_app;
