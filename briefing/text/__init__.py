"""Pure functions over text. What the modules decide:

- On its way in: `article_from_entry` makes an article of an entry: `html/` makes plain text, `titles` clean headlines,
  `article_kinds` what kind of page it is, `tags` words that a person attaches; `thinning` is what stays of old ones.
- Words: `words` with `word_cases`, `names`, `places`, `sentences`, `number_words` and `calendar_words` read them,
  `frequencies` says how common each is, `resemblance` how alike two texts are.
- `dates/`, `languages/` with `language_tags` and `scripts`, `publishers/`, and addresses: `urls`, `redirect_links`,
  `outbound_links`, `url_secrets`.
- Queries: `query` reads a filter, `query_completion` completes it, `title_words` finds its words in titles.
- Patterns: `phrase_search` finds phrases of `data_files`; `late_patterns` and `pattern_spellings` serve it;
  `page_hits` finds words in lines of a page.
"""
