"""Titles: the headline of a thread's articles that says where its topic stands now. What the modules decide:

- `title_odds` rates the headlines of a thread, `thread_titles` chooses the titles of stories and threads among them,
  `title_and_opening` the title of a thread together with the first sentence of its summary.
- `overtaken_headlines` says that a later headline shows one to be over, `series_labels` what is taken off.
"""
