-- After a restore from a backup: what the time that is lost handed out must not be taken for what comes now.
create function ops.after_restore(at timestamptz) returns void language plpgsql as $$
begin
  -- A feed that goes on from the backup would give numbers again that desktops have seen on other items: every cursor of
  -- before is too old now, and its desktop reads everything anew.
  delete from feed.items;
  insert into feed.heads select tenant_id, 0 from tenancy.organisations on conflict do nothing;
  update feed.heads set seq = seq + 1000000;
  perform audit.append('00000000-0000-0000-0000-000000000000', at, null, 'system', 'backup.restored', 'database', null,
    null, null, '{}');
end $$;
revoke execute on function ops.after_restore from public;

-- A token that is ahead of its session's row was made in time that a restore took back: its keyed hash is ours and the
-- device's key has signed for it, so the row catches up. Signing everybody out would gain nobody anything.
create or replace function identity.rotate(sid uuid, presented integer, at timestamptz, grace interval, idle interval)
returns table (outcome text, generation integer) language plpgsql as $$
declare s identity.sessions;
begin
  select * into s from identity.sessions where session_id = sid for update;
  if not found then return query select 'unknown', 0;
  elsif s.revoked_at is not null then return query select 'revoked', 0;
  elsif s.expires_at <= at or s.idle_expires_at <= at then return query select 'expired', 0;
  elsif presented >= s.generation then
    update identity.sessions u set generation = presented + 1, rotated_at = at,
      idle_expires_at = least(at + idle, s.expires_at) where u.session_id = sid;
    return query select 'rotated', presented + 1;
  elsif presented = s.generation - 1 and s.rotated_at > at - grace then
    return query select 'grace', s.generation;
  else
    update identity.sessions u set revoked_at = at, revoked_why = 'token_reuse' where u.session_id = sid;
    return query select 'reused', 0;
  end if;
end $$;
