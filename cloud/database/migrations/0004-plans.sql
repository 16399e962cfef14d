-- Plans are the platform's catalogue; what a tenant may do follows from its subscription, overrides and time.
create schema plans;
grant usage on schema plans to fl_app, fl_auth, fl_admin, fl_jobs;

create table plans.plans (
  plan_type text primary key,
  position integer not null unique,
  plan_name text not null,
  -- Minor units (cents of the US dollar, sen of the rupiah); null = by agreement.
  monthly_usd bigint not null,
  annual_usd bigint not null,
  monthly_idr bigint not null,
  annual_idr bigint not null,
  -- A limit that is null is agreed on one by one: an override sets it, until then the next smaller plan's holds.
  limits jsonb not null,
  features jsonb not null,
  trial_days integer not null,
  is_active boolean not null default true
);
grant select on plans.plans to fl_app, fl_auth, fl_admin, fl_jobs;
grant update on plans.plans to fl_admin;

insert into plans.plans values
  ('free', 1, 'Free', 0, 0, 0, 0,
    '{"max_accounts": 1, "max_sessions": 1, "max_bots": 1, "max_backtests_per_day": 1, "max_backtests_per_month": 31,
      "max_concurrent_trades": 3, "max_webhooks": 0, "requests_per_minute": 60, "signal_retention_days": 7}',
    '{"live_trading": false, "api_access": false, "priority_support": false, "requires_two_factor": false}', 0),
  ('basic', 2, 'Basic', 4900, 49000, 79900000, 799000000,
    '{"max_accounts": 3, "max_sessions": 3, "max_bots": 3, "max_backtests_per_day": 10, "max_backtests_per_month": 310,
      "max_concurrent_trades": 10, "max_webhooks": 1, "requests_per_minute": 300, "signal_retention_days": 90}',
    '{"live_trading": true, "api_access": true, "priority_support": false, "requires_two_factor": false}', 14),
  ('pro', 3, 'Pro', 14900, 149000, 239900000, 2399000000,
    '{"max_accounts": 10, "max_sessions": 20, "max_bots": 10, "max_backtests_per_day": 50, "max_backtests_per_month": 50,
      "max_concurrent_trades": 50, "max_webhooks": 10, "requests_per_minute": 1200, "signal_retention_days": 365}',
    '{"live_trading": true, "api_access": true, "priority_support": true, "requires_two_factor": true}', 14),
  ('enterprise', 4, 'Enterprise', 299900, 2999000, 4799900000, 47999000000,
    '{"max_accounts": null, "max_sessions": null, "max_bots": null, "max_backtests_per_day": null,
      "max_backtests_per_month": null, "max_concurrent_trades": null, "max_webhooks": null,
      "requests_per_minute": 6000, "signal_retention_days": null}',
    '{"live_trading": true, "api_access": true, "priority_support": true, "requires_two_factor": true}', 0);

create table plans.subscriptions (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  subscription_id uuid not null unique,
  plan_type text not null references plans.plans,
  status text not null check (status in ('trialing', 'active', 'past_due', 'cancelled', 'expired', 'suspended')),
  billing_cycle text not null check (billing_cycle in ('monthly', 'annual')),
  current_period_start timestamptz not null,
  current_period_end timestamptz,
  cancel_at_period_end boolean not null default false,
  -- What follows at the end of the period, when a smaller plan was chosen.
  next_plan_type text references plans.plans,
  next_billing_cycle text check (next_billing_cycle in ('monthly', 'annual')),
  -- Who vouches for the payment: nobody (free, trial), staff, later a payment provider.
  source text not null check (source in ('free', 'trial', 'staff', 'provider')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, subscription_id)
);
-- One subscription in force a tenant; ended ones stay for the record.
create unique index on plans.subscriptions (tenant_id) where status in ('trialing', 'active', 'past_due', 'suspended');
create index on plans.subscriptions (current_period_end) where status in ('trialing', 'active', 'past_due');
call app.protect('plans.subscriptions', 'tenant_id', 'app.tenant()');
grant select, insert, update on plans.subscriptions to fl_app;

create table plans.overrides (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  name text not null,
  value jsonb not null,
  reason text not null,
  granted_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (tenant_id, name)
);
call app.protect('plans.overrides', 'tenant_id', 'app.tenant()');
grant select on plans.overrides to fl_app;

-- One row a tenant: what is counted against a limit locks it first, so two requests never both take the last place.
create table plans.usage (
  tenant_id uuid primary key references tenancy.organisations on delete cascade,
  entitlement_version bigint not null default 1
);
call app.protect('plans.usage', 'tenant_id', 'app.tenant()');
grant select, update on plans.usage to fl_app;

do $$ declare login name; begin
  foreach login in array array['fl_auth', 'fl_admin', 'fl_jobs']::name[] loop
    call app.admit('plans.subscriptions', login);
    call app.admit('plans.overrides', login);
    call app.admit('plans.usage', login);
  end loop;
end $$;
grant select, insert on plans.subscriptions, plans.usage to fl_auth;
grant select on plans.overrides to fl_auth, fl_jobs;
grant select, insert, update on plans.subscriptions, plans.usage to fl_admin, fl_jobs;
grant select, insert, update, delete on plans.overrides to fl_admin;

-- The plan a tenant has at a moment. Time decides, not the job that tidies up: a period that is over counts no more.
-- plpgsql: its plans are kept a connection, and every request asks this.
create function plans.plan_at(tenant uuid, at timestamptz) returns text language plpgsql stable as $$
begin
  return coalesce((select s.plan_type from plans.subscriptions s where s.tenant_id = tenant
    and s.status in ('trialing', 'active', 'past_due')
    and (s.current_period_end is null or s.current_period_end > at)), 'free');
end $$;

-- The limits and features of that plan: what is agreed on one by one falls back to the next smaller plan, then
-- overrides that have not ended are laid over it.
create function plans.entitlements_at(tenant uuid, at timestamptz)
returns table (plan_type text, limits jsonb, features jsonb) language plpgsql stable as $$
#variable_conflict use_column
declare current_plan text := plans.plan_at(tenant, at);
begin
  return query select p.plan_type,
    (select jsonb_object_agg(l.key, coalesce(o.value,
        case when l.value = 'null'::jsonb then (select q.limits -> l.key from plans.plans q
          where q.position < p.position and q.limits -> l.key <> 'null'::jsonb order by q.position desc limit 1)
        else l.value end))
      from jsonb_each(p.limits) l left join plans.overrides o
        on o.tenant_id = tenant and o.name = l.key and (o.expires_at is null or o.expires_at > at)),
    (select jsonb_object_agg(f.key, coalesce(o.value, f.value))
      from jsonb_each(p.features) f left join plans.overrides o
        on o.tenant_id = tenant and o.name = f.key and (o.expires_at is null or o.expires_at > at))
  from plans.plans p where p.plan_type = current_plan;
end $$;
revoke execute on function plans.plan_at, plans.entitlements_at from public;
grant execute on function plans.plan_at, plans.entitlements_at to fl_app, fl_auth, fl_admin, fl_jobs;

-- Who a session or an API key is, and what their tenant may do: what each request asks first.
create function identity.caller_by_session(sid uuid, member uuid, at timestamptz)
returns table (user_id uuid, account_status text, platform_role text, role text, plan_type text, limits jsonb, features jsonb,
  tenant_id uuid, device_id uuid, amr text[]) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query select u.user_id, u.account_status, u.platform_role, m.role, e.plan_type, e.limits, e.features, s.tenant_id, s.device_id, s.amr
    from identity.sessions s
      join identity.users u on u.user_id = s.user_id
      join tenancy.memberships m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
      cross join lateral plans.entitlements_at(s.tenant_id, at) e
    where s.session_id = sid and s.user_id = member and s.revoked_at is null and s.expires_at > at;
end $$;

create function identity.caller_by_key(kid uuid, at timestamptz)
returns table (user_id uuid, account_status text, platform_role text, role text, plan_type text, limits jsonb, features jsonb,
  tenant_id uuid, secret_sha256 bytea, scopes text[]) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query select u.user_id, u.account_status, u.platform_role, m.role, e.plan_type, e.limits, e.features, k.tenant_id, k.secret_sha256, k.scopes
    from identity.api_keys k
      join identity.users u on u.user_id = k.user_id
      join tenancy.memberships m on m.tenant_id = k.tenant_id and m.user_id = k.user_id
      cross join lateral plans.entitlements_at(k.tenant_id, at) e
    where k.key_id = kid and k.revoked_at is null and (k.expires_at is null or k.expires_at > at);
end $$;
revoke execute on function identity.caller_by_session, identity.caller_by_key from public;
grant execute on function identity.caller_by_session, identity.caller_by_key to fl_auth;
