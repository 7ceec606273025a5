alter table "sessions" add column "capture_key_hash" text;
alter table "sessions" add column "refused_uploads" integer default 0 not null;
