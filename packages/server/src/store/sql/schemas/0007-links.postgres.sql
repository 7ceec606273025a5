create table "link_pages" ("client_id" text primary key, "settings" text not null, "logo" bytea, "logo_type" text);
create table "links" ("link_hash" text primary key, "token_hash" text not null, "client_id" text not null, "session_hash" text not null, "user_hash" text, "created_at" bigint not null, "expires_at" bigint not null, "delete_at" bigint not null, "opened_at" bigint, "started_at" bigint, "device_hash" text, "outcome" text, "template_sealed" bytea, "enrollment_sealed" bytea, "enrollment_hash" text, "page_sealed" bytea not null, "session_sealed" bytea not null, constraint "links_by_token" unique ("token_hash"));
create index "links_by_session" on "links" ("session_hash");
create index "links_by_user" on "links" ("user_hash");
create index "links_by_expires_at" on "links" ("expires_at");
create index "links_by_delete_at" on "links" ("delete_at");
