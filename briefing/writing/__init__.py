"""Writes titles, summaries, timelines and rankings of threads. Pure: no I/O. What the modules decide:

- A thread that changed: `thread_text` is the beginning. `titles/` chooses its title together with the first sentence of
  the summary (`summary/`); `timeline/` finds the events and has their entries. `lead_story` has the latest development,
  `numbers/` the tolls and other figures. `former_text` has what a correction leaves of title and summary.
- Headlines and sentences, of which all is made: `headlines` measures them, by `country_terms`, `headline_terms`,
  `stating_titles` and `reports_again`; `sentences/` decides what may be quoted, `overtaking` which of
  them are on the same.
- `front_page/` has rows and order of the page, with `public_affairs`; `digest/` what a digest prints.
- What is new to a reader: `stored_changes` on a page of many threads, `changes` with `new_names` on the page of one.
- The page of a thread: `coverage` with `exclusive_facts`, which `certain_facts` checks, `agenda` with `announced_days`
  and `named_occasions`, `part_events` of an affair, `rewrite/` by a language model.

`stories` has what all of these need.
"""
