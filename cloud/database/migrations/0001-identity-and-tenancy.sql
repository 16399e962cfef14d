-- Who somebody is, and which organisations (tenants) they belong to. Every table that belongs to a tenant or a user has
-- forced row-level security: without app.tenant_id / app.user_id set for the transaction there is nothing to see.
create schema app;
create schema tenancy;
create schema identity;
grant usage on schema app, tenancy, identity to fl_app, fl_auth, fl_admin, fl_jobs;

create function app.tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
create function app.member() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- Switches forced row-level security on and gives fl_app the rows of its own tenant or user, and no others.
create procedure app.protect(relation regclass, owner_column name, owner_function text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format('create policy own on %s to fl_app using (%I = (select %s)) with check (%I = (select %s))',
    relation, owner_column, owner_function, owner_column, owner_function);
  -- Read by the tests, which open each policy in turn and must find that leak, and by whoever looks at the catalogue.
  execute format('comment on policy own on %s is %L', relation, 'owner ' || owner_column);
end $$;

-- Lets another login work on every row; which verbs it has, grants say.
create procedure app.admit(relation regclass, login name) language plpgsql as $$
begin
  execute format('create policy %I on %s to %I using (true) with check (true)', 'admit_' || login, relation, login);
end $$;

create table identity.users (
  user_id uuid primary key,
  email text not null,
  email_key text not null unique,
  username text,
  username_key text unique,
  first_name text not null default '',
  last_name text not null default '',
  phone text,
  email_verified boolean not null default true,
  two_factor_enabled boolean not null default false,
  account_status text not null default 'active' check (account_status in ('active', 'suspended', 'closed')),
  platform_role text not null default 'user' check (platform_role in ('user', 'support', 'admin')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_login timestamptz
);
call app.protect('identity.users', 'user_id', 'app.member()');
call app.admit('identity.users', 'fl_auth');
call app.admit('identity.users', 'fl_admin');
grant select, update (username, username_key, first_name, last_name, phone, updated_at) on identity.users to fl_app;
grant select, insert, update, delete on identity.users to fl_auth;
grant select, update (account_status, platform_role, first_name, last_name, phone, updated_at), delete on identity.users to fl_admin;

create table identity.passwords (
  user_id uuid primary key references identity.users on delete cascade,
  hash text not null,
  changed_at timestamptz not null
);
call app.protect('identity.passwords', 'user_id', 'app.member()');
call app.admit('identity.passwords', 'fl_auth');
grant select, insert, update, delete on identity.passwords to fl_auth;

-- Somebody who has not confirmed the address yet. Several may exist for one address, also for one that is taken: only
-- who reads the mail can tell, so registering tells nobody who has an account.
create table identity.registrations (
  user_id uuid primary key,
  email text not null,
  email_key text not null,
  username text,
  first_name text not null,
  last_name text not null,
  phone text,
  password_hash text not null,
  terms_version text not null,
  privacy_version text not null,
  ip text not null,
  code_mac bytea,
  code_kid text not null,
  code_expires_at timestamptz not null,
  attempts integer not null default 0,
  mails integer not null default 1,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index on identity.registrations (email_key, created_at);
create index on identity.registrations (expires_at);
alter table identity.registrations enable row level security;
alter table identity.registrations force row level security;
call app.admit('identity.registrations', 'fl_auth');
call app.admit('identity.registrations', 'fl_jobs');
grant select, insert, update, delete on identity.registrations to fl_auth;
grant select, delete on identity.registrations to fl_jobs;

create table identity.consents (
  user_id uuid not null references identity.users on delete cascade,
  document text not null check (document in ('terms', 'privacy')),
  version text not null,
  accepted_at timestamptz not null,
  ip text not null,
  primary key (user_id, document, version)
);
call app.protect('identity.consents', 'user_id', 'app.member()');
call app.admit('identity.consents', 'fl_auth');
grant select on identity.consents to fl_app;
grant select, insert on identity.consents to fl_auth;

create table identity.preferences (
  user_id uuid primary key references identity.users on delete cascade,
  risk_tolerance text not null default 'moderate',
  notification_preferences jsonb not null default '{}',
  trading_preferences jsonb not null default '{}',
  ui_preferences jsonb not null default '{}',
  timezone text not null default 'UTC'
);
call app.protect('identity.preferences', 'user_id', 'app.member()');
call app.admit('identity.preferences', 'fl_auth');
grant select, update on identity.preferences to fl_app;
grant select, insert on identity.preferences to fl_auth;

create table tenancy.organisations (
  tenant_id uuid primary key,
  kind text not null check (kind in ('personal', 'team')),
  name text not null,
  created_at timestamptz not null
);
call app.protect('tenancy.organisations', 'tenant_id', 'app.tenant()');
call app.admit('tenancy.organisations', 'fl_auth');
call app.admit('tenancy.organisations', 'fl_admin');
grant select, update (name) on tenancy.organisations to fl_app;
grant select, insert, delete on tenancy.organisations to fl_auth;
grant select, delete on tenancy.organisations to fl_admin;

create table tenancy.memberships (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  user_id uuid not null references identity.users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'trader', 'viewer')),
  created_at timestamptz not null,
  primary key (tenant_id, user_id)
);
create index on tenancy.memberships (user_id);
call app.protect('tenancy.memberships', 'tenant_id', 'app.tenant()');
call app.admit('tenancy.memberships', 'fl_auth');
call app.admit('tenancy.memberships', 'fl_admin');
grant select on tenancy.memberships to fl_app, fl_admin;
grant select, insert, delete on tenancy.memberships to fl_auth;
