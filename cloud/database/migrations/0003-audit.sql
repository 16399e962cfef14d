-- The audit log: one hash chain a tenant, appended to only. Platform events without a tenant use the zero tenant.
create schema audit;
grant usage on schema audit to fl_app, fl_auth, fl_admin, fl_jobs;

create table audit.heads (
  tenant_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);
call app.protect('audit.heads', 'tenant_id', 'app.tenant()');

create table audit.entries (
  tenant_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'staff', 'system', 'nobody')),
  action text not null,
  entity text not null,
  entity_id text,
  ip text,
  device_id uuid,
  diff jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (tenant_id, seq)
);
create index on audit.entries (at desc);
call app.protect('audit.entries', 'tenant_id', 'app.tenant()');
grant select, insert on audit.entries to fl_app;
grant select, insert, update on audit.heads to fl_app;

do $$ declare login name; begin
  foreach login in array array['fl_auth', 'fl_admin', 'fl_jobs']::name[] loop
    call app.admit('audit.heads', login);
    call app.admit('audit.entries', login);
    execute format('grant select, insert on audit.entries to %I', login);
    execute format('grant select, insert, update on audit.heads to %I', login);
  end loop;
end $$;

-- jsonb prints canonically, so the same entry always yields the same bytes.
create function audit.entry_hash(e audit.entries) returns bytea language sql immutable parallel safe
  return sha256(convert_to(jsonb_build_array(encode(e.previous_hash, 'hex'), e.tenant_id, e.seq,
    (extract(epoch from e.at) * 1000000)::bigint, e.actor_id, e.actor_kind, e.action, e.entity, e.entity_id, e.ip,
    e.device_id, e.diff)::text, 'UTF8'));

create function audit.append(tenant uuid, at timestamptz, actor uuid, actor_kind text, action text, entity text,
  entity_id text, ip text, device uuid, diff jsonb) returns bigint language plpgsql as $$
declare head audit.heads; e audit.entries;
begin
  insert into audit.heads values (tenant, 0, '') on conflict (tenant_id) do nothing;
  select * into head from audit.heads h where h.tenant_id = tenant for update;
  e := row(tenant, head.seq + 1, at, actor, actor_kind, action, entity, entity_id, ip, device, diff, head.hash, '');
  e.hash := audit.entry_hash(e);
  insert into audit.entries values (e.*);
  update audit.heads h set seq = e.seq, hash = e.hash where h.tenant_id = tenant;
  return e.seq;
end $$;
revoke execute on function audit.append from public;
grant execute on function audit.append, audit.entry_hash to fl_app, fl_auth, fl_admin, fl_jobs;

-- The first entry of each chain that does not fit: changed, missing, or cut off at the end.
create view audit.broken with (security_invoker = true) as
  select tenant_id, min(seq) as seq from (
    select e.tenant_id, e.seq from audit.entries e
      left join audit.entries p on p.tenant_id = e.tenant_id and p.seq = e.seq - 1
      where e.hash <> audit.entry_hash(e) or e.previous_hash <> coalesce(p.hash, '')
        or (e.seq > 1 and p.seq is null)
    union all
    select h.tenant_id, h.seq from audit.heads h
      left join audit.entries e on e.tenant_id = h.tenant_id and e.seq = h.seq
      where h.seq > 0 and (e.hash is null or e.hash <> h.hash)
    union all
    select e.tenant_id, e.seq from audit.entries e
      left join audit.heads h on h.tenant_id = e.tenant_id where h.seq is null or e.seq > h.seq
  ) faults group by tenant_id;
grant select on audit.broken to fl_app, fl_admin;
