create table "session_sources" ("session_hash" text not null, "kind" text not null, "hash" text not null, "at" bigint not null, "passed" integer not null, constraint "session_sources_by_session" primary key ("session_hash", "kind"));
create index "session_sources_repeats" on "session_sources" ("kind", "at", "hash", "passed");
create index "session_sources_by_hash" on "session_sources" ("kind", "hash");
