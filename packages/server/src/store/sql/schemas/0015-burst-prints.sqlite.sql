create table "burst_prints" ("print_id" text primary key, "print_sealed" blob not null, "expires_at" bigint not null);
create index "burst_prints_by_expires_at" on "burst_prints" ("expires_at");
create table "burst_print_cells" ("cell_hash" text not null, "print_id" text not null, "expires_at" bigint not null, constraint "burst_print_cells_by_cell" primary key ("cell_hash", "print_id"));
create index "burst_print_cells_by_expires_at" on "burst_print_cells" ("expires_at");
