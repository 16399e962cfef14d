-- Secrets that outlive a rotation of the root secret are sealed anew by a job.
call app.admit('identity.totp', 'fl_jobs');
grant usage on schema identity to fl_jobs;
grant select, update (sealed_secret) on identity.totp to fl_jobs;
