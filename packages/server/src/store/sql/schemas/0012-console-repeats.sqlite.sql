create index "session_summaries_repeats_device_hash" on "session_summaries" ("created_at", "device_hash", "outcome");
create index "session_summaries_repeats_user_hash" on "session_summaries" ("created_at", "user_hash", "outcome");
