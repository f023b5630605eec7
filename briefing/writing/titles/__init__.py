"""Titles: the headline of a thread's articles that says where its topic stands now. What the modules decide:

- `thread_titles` chooses the titles of stories and threads, `title_and_opening` the title of a thread together with the
  first sentence of its summary, `title_stories` which stories they choose from.
- What counts for or against a headline: `recent_consensus` what most publishers agree on, `supporting_houses` who
  supports it and whether it is superseded, `same_headlines` that it says the same as the title, `overtaken_headlines`
  and `later_news` that a later one shows it to be over, `series_labels` what is taken off.
- `names_of_affairs` names affairs after what their threads share, by the `affair_phrases` of headlines.
"""
