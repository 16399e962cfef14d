-- Many callers in one statement: requests that arrive while a look-up is under way share the next one. Each is looked up
-- after its request came, so what was ended a moment ago counts at once. What a tenant may do is worked out once a tenant.
create function identity.callers_by_session(sids uuid[], members uuid[], at timestamptz)
returns table (session_id uuid, user_id uuid, account_status text, platform_role text, role text, plan_type text,
  limits jsonb, features jsonb, tenant_id uuid, device_id uuid, amr text[], second_factor_at timestamptz)
language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    with wanted as materialized (
      select s.session_id, u.user_id, u.account_status, u.platform_role, m.role, s.tenant_id, s.device_id, s.amr,
        s.second_factor_at
      from unnest(sids, members) w (sid, member)
        join identity.sessions s on s.session_id = w.sid and s.user_id = w.member
        join identity.users u on u.user_id = s.user_id
        join tenancy.memberships m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
      where s.revoked_at is null and s.expires_at > at
    ), allowed as materialized (
      select t.tenant_id, e.plan_type, e.limits, e.features
      from (select distinct tenant_id from wanted) t cross join lateral plans.entitlements_at(t.tenant_id, at) e
    )
    select w.session_id, w.user_id, w.account_status, w.platform_role, w.role, a.plan_type, a.limits, a.features,
      w.tenant_id, w.device_id, w.amr, w.second_factor_at
    from wanted w join allowed a on a.tenant_id = w.tenant_id;
end $$;

-- When this sign-in last proved a second factor: commands that act on a terminal ask for a fresh one.
alter table identity.sessions add column second_factor_at timestamptz;
drop function identity.caller_by_session;
revoke execute on function identity.callers_by_session from public;
grant execute on function identity.callers_by_session to fl_auth;
