create table "enrollments" ("enrollment_hash" text primary key, "client_id" text not null, "user_hash" text, "template_sealed" bytea not null, "created_at" bigint not null);
create index "enrollments_by_user" on "enrollments" ("user_hash");
alter table "sessions" add column "enrollment_sealed" bytea;
