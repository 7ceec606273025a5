create table "populations" ("client_id" text not null, "model" text not null, "revision" integer not null, "sums_sealed" blob not null, constraint "populations_by_client" primary key ("client_id", "model"));
create table "population_users" ("client_id" text not null, "user_hash" text not null, constraint "population_users_by_client" primary key ("client_id", "user_hash"));
create index "population_users_by_user" on "population_users" ("user_hash");
create table "score_counts" ("client_id" text not null, "scale" text not null, "bin" integer not null, "count" bigint not null, constraint "score_counts_by_bin" primary key ("client_id", "scale", "bin"));
