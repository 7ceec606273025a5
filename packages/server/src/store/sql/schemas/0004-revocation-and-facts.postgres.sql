alter table "signing_keys" add column "revoked" integer default 0 not null;
create table "facts" ("name" text primary key, "value" text not null);
alter table "attempts" add column "origin_sealed" bytea;
