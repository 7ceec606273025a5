alter table "clients" add column "signing_algorithm" text default 'RS256' not null;
alter table "signing_keys" rename to "signing_keys_before";
create table "signing_keys" ("kid" text not null, "generation" integer not null, "algorithm" text not null, "public_jwk" text not null, "private_sealed" bytea not null, "created_at" bigint not null, "active_at" bigint not null, "expires_at" bigint, constraint "signing_keys_by_kid" primary key ("kid"), constraint "signing_keys_by_generation" unique ("algorithm", "generation"));
insert into "signing_keys" ("kid", "generation", "algorithm", "public_jwk", "private_sealed", "created_at", "active_at", "expires_at") select "kid", "generation", "algorithm", "public_jwk", "private_sealed", "created_at", "active_at", "expires_at" from "signing_keys_before";
drop table "signing_keys_before";
