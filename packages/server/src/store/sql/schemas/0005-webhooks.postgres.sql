create table "webhooks" ("client_id" text primary key, "url" text not null, "events" text not null, "body" text not null, "disabled" integer not null, "secrets_sealed" bytea not null, "version" integer not null);
create table "webhook_events" ("event_id" text primary key, "client_id" text not null, "type" text not null, "session_hash" text not null, "user_hash" text, "created_at" bigint not null, "delete_at" bigint not null, "content_sealed" bytea, "tries" integer not null, "next_at" bigint, "delivered_at" bigint, "last_outcome" text);
create index "webhook_events_by_next_at" on "webhook_events" ("client_id", "next_at");
create index "webhook_events_by_delete_at" on "webhook_events" ("delete_at");
create index "webhook_events_by_session" on "webhook_events" ("session_hash");
create index "webhook_events_by_user" on "webhook_events" ("user_hash");
create index "sessions_by_status" on "sessions" ("status", "expires_at");
