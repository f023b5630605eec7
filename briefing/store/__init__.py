"""The only package that imports sqlite3: migrations, one repository per aggregate, the undo log, redirects.

`store` holds them all over one connection; the file itself is that of `database/`.

- Articles: `feeds` stores what feeds bring as `articles`; `article_identity` finds the known one by `article_pairs` and
  `repeated_entries`. `article_links`, `article_dates`, `article_pages`, `arrivals`, `thinned_articles`; `search` over
  `fts`.
- Groups: `groups` stores the plans of grouping, `archive` answers it from `profiles`, `evidence` keeps the reasons for
  `explanations`; `affairs`, `named_affairs`, `redirects`, `house_phrases`.
- Threads: `threads` in full; `thread_rows` for lists, from `thread_records` and `thread_activity`; `thread_texts` as
  written, `derived_columns`, `undoubted_stories`, which are their news; `lookup` finds one by its id, a number of a
  `printout`, or a word.
  `query_sql` is the query language.
- What a person sets and reads: `marks`, `thread_states`, `thread_tags`, `read_states`, `visits`, `views`, `mute_rules`,
  `configured_rules`; `deliveries` of digests.
- Corrections and undo: `corrections` with `correction_snapshot`, `text_snapshot` and `undo_correction`; `thread_joins`
  and `joined_logs` of automatic joins; `action_log`, `undo_log`, `undoable`, `undoable_kinds`. `following_tables` names
  all that follows a thread that ends.
- Keeping and moving: `restoring`, `content_check`, `damaged_rows`, `store_facts`; `personal_data_export`,
  `personal_data_import`, `newsboat_cache` and `read_marks`.
- Refreshes: `refresh_records`, `refresh_clocks`; `model_answers` of a language model.
- Columns and values: `codecs`, `json_codecs`.
"""
