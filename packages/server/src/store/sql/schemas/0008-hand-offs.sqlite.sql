alter table "links" add column "hand_off_hash" text;
alter table "links" add column "hand_off_maker_hash" text;
alter table "links" add column "hand_off_sealed" blob;
alter table "links" add column "hand_off_expires_at" bigint;
alter table "links" add column "hand_off_opened_at" bigint;
alter table "links" add column "hand_off_device_hash" text;
create unique index "links_by_hand_off" on "links" ("hand_off_hash");
