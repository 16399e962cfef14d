-- Devices, sessions, the second factor, and what stops guessing.
create table identity.devices (
  user_id uuid not null references identity.users on delete cascade,
  device_id uuid not null,
  name text not null,
  device_type text not null check (device_type in ('desktop', 'cli', 'web', 'mobile')),
  -- Raw Ed25519 public key, base64url: refreshing needs a proof by its private half.
  public_key text,
  created_at timestamptz not null,
  last_seen timestamptz not null,
  primary key (user_id, device_id)
);
create unique index on identity.devices (user_id, public_key);
call app.protect('identity.devices', 'user_id', 'app.member()');
call app.admit('identity.devices', 'fl_auth');
grant select, delete on identity.devices to fl_app;
grant select, insert, update, delete on identity.devices to fl_auth;

-- A signed-in device. All generations of its refresh token are one family, and this row is that family.
create table identity.sessions (
  user_id uuid not null,
  session_id uuid not null unique,
  tenant_id uuid not null,
  device_id uuid not null,
  generation integer not null,
  rotated_at timestamptz not null,
  nonce text not null,
  kid text not null,
  amr text[] not null,
  ip_address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_why text,
  primary key (user_id, session_id),
  foreign key (user_id, device_id) references identity.devices on delete cascade,
  foreign key (tenant_id, user_id) references tenancy.memberships on delete cascade
);
create index on identity.sessions (user_id, device_id);
call app.protect('identity.sessions', 'user_id', 'app.member()');
call app.admit('identity.sessions', 'fl_auth');
call app.admit('identity.sessions', 'fl_admin');
grant select on identity.sessions to fl_app;
grant update (revoked_at, revoked_why) on identity.sessions to fl_app, fl_admin;
grant select on identity.sessions to fl_admin;
grant select, insert, update, delete on identity.sessions to fl_auth;

-- Rotates a refresh token: one winner, everybody else of the same generation gets the same next one. The row lock comes
-- before any decision, and the generation is a counter, not a time.
create function identity.rotate(sid uuid, presented integer, at timestamptz, grace interval, idle interval)
returns table (outcome text, generation integer) language plpgsql as $$
declare s identity.sessions;
begin
  select * into s from identity.sessions where session_id = sid for update;
  if not found then return query select 'unknown', 0;
  elsif s.revoked_at is not null then return query select 'revoked', 0;
  elsif s.expires_at <= at or s.idle_expires_at <= at then return query select 'expired', 0;
  elsif presented = s.generation then
    update identity.sessions u set generation = s.generation + 1, rotated_at = at,
      idle_expires_at = least(at + idle, s.expires_at) where u.session_id = sid;
    return query select 'rotated', s.generation + 1;
  elsif presented = s.generation - 1 and s.rotated_at > at - grace then
    return query select 'grace', s.generation;
  elsif presented < s.generation then
    update identity.sessions u set revoked_at = at, revoked_why = 'token_reuse' where u.session_id = sid;
    return query select 'reused', 0;
  else return query select 'unknown', 0;
  end if;
end $$;
revoke execute on function identity.rotate from public;
grant execute on function identity.rotate to fl_auth;

create table identity.totp (
  user_id uuid primary key references identity.users on delete cascade,
  sealed_secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
call app.protect('identity.totp', 'user_id', 'app.member()');
call app.admit('identity.totp', 'fl_auth');
grant select, insert, update, delete on identity.totp to fl_auth;

create table identity.recovery_codes (
  user_id uuid not null references identity.users on delete cascade,
  code_mac bytea not null,
  kid text not null,
  used_at timestamptz,
  primary key (user_id, code_mac)
);
call app.protect('identity.recovery_codes', 'user_id', 'app.member()');
call app.admit('identity.recovery_codes', 'fl_auth');
grant select, insert, update, delete on identity.recovery_codes to fl_auth;

-- The password was right, the second factor is awaited.
create table identity.challenges (
  user_id uuid not null references identity.users on delete cascade,
  challenge_id uuid not null unique,
  device jsonb not null,
  attempts integer not null default 0,
  expires_at timestamptz not null,
  primary key (user_id, challenge_id)
);
call app.protect('identity.challenges', 'user_id', 'app.member()');
call app.admit('identity.challenges', 'fl_auth');
call app.admit('identity.challenges', 'fl_jobs');
grant select, insert, update, delete on identity.challenges to fl_auth;
grant select, delete on identity.challenges to fl_jobs;

create table identity.resets (
  user_id uuid primary key references identity.users on delete cascade,
  code_mac bytea not null,
  kid text not null,
  attempts integer not null default 0,
  requested_at timestamptz not null,
  expires_at timestamptz not null
);
call app.protect('identity.resets', 'user_id', 'app.member()');
call app.admit('identity.resets', 'fl_auth');
grant select, insert, update, delete on identity.resets to fl_auth;

-- Guesses, by account and by address. A guess is counted before it is tried: parallel guesses gain nothing.
create table identity.attempts (
  key text primary key,
  failures integer not null,
  since timestamptz not null,
  locked_until timestamptz
);
alter table identity.attempts enable row level security;
alter table identity.attempts force row level security;
call app.admit('identity.attempts', 'fl_auth');
call app.admit('identity.attempts', 'fl_jobs');
grant select, insert, update, delete on identity.attempts to fl_auth;
grant select, delete on identity.attempts to fl_jobs;

create function identity.take_attempt(keys text[], limits integer[], at timestamptz) returns timestamptz
language plpgsql as $$
declare until timestamptz; i integer; a identity.attempts;
begin
  -- Sorted, so that two logins that share a key never wait for each other in a circle.
  insert into identity.attempts (key, failures, since) select k, 0, at from unnest(keys) k order by k
    on conflict (key) do nothing;
  perform 1 from identity.attempts where key = any (keys) order by key for update;
  select max(locked_until) into until from identity.attempts where key = any (keys) and locked_until > at;
  if until is not null then return until; end if;
  for i in 1 .. array_length(keys, 1) loop
    select * into a from identity.attempts where key = keys[i];
    if a.since < at - interval '1 hour' then a.failures := 0; a.since := at; end if;
    a.failures := a.failures + 1;
    update identity.attempts set failures = a.failures, since = a.since,
      locked_until = case when a.failures >= limits[i]
        then at + least(interval '15 minutes', interval '30 seconds' * power(2, least(a.failures - limits[i], 10))) end
      where key = keys[i];
  end loop;
  return null;
end $$;
revoke execute on function identity.take_attempt from public;
grant execute on function identity.take_attempt to fl_auth;

create table identity.api_keys (
  tenant_id uuid not null,
  key_id uuid not null unique,
  user_id uuid not null,
  name text not null,
  secret_sha256 bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, key_id),
  foreign key (tenant_id, user_id) references tenancy.memberships on delete cascade
);
call app.protect('identity.api_keys', 'tenant_id', 'app.tenant()');
call app.admit('identity.api_keys', 'fl_auth');
grant select, insert, update (revoked_at) on identity.api_keys to fl_app;
grant select, update (last_used, revoked_at) on identity.api_keys to fl_auth;
