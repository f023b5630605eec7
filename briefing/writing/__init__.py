"""Writes titles, summaries, timelines and rankings of threads. Pure: no I/O. What the modules decide:

- A thread that changed: `thread_text` is the beginning. `thread_titles` chooses titles, `title_and_opening` a title
  together with the first sentence of the summary (`summary/`); `timeline/` finds the events and has
  their entries. `lead_story` has the latest development, `series_labels` what is taken off headlines, `exclusion` what
  the front page leaves out, `numbers/` the tolls and other figures.
- Headlines as titles: `headlines` measures them, by `headline_terms`, `stating_titles`, `recent_consensus`,
  `same_headlines`, `overtaken_headlines` and `repeated_acts`.
- Sentences as quotes: `quotable_sentences` has their properties, `quotability` and `judging_sentences` judge them,
  `sentences/` decides; `sentence_vectors` says how alike texts are.
- The front page: `ranking` with `section_reach` and `public_affairs` has the order, `front_page` the rows.
- What is new to a reader: `stored_changes` on a page of many threads, `changes` with `new_names` on the page of one.
- The page of a thread: `coverage` with `exclusive_facts`, `agenda` with `announced_days`, `part_events` of an affair,
  `rewrite/` by a language model.
- A digest: `undelivered` and `digest_knowledge` say what is new to its readers, `digest_news` what of it can be shown:
  `digest_lines`, `digest_happenings` and `digest_sentences`, by the measures of `digest_headlines` and `digest_reach`.
  `digest_order` and `digest_selection` with `affair_names` choose the threads, `weekly_selection` those of a week, and
  `digest_layout` where they stand.

`stories` has what all of these need.
"""
