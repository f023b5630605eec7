"""Digests: what is new to their readers, what they print of it, and in which order. What the modules decide:

- What is new: `undelivered` and `digest_knowledge` by what was delivered, `digest_news` what of it can be shown:
  `digest_lines`, `digest_happenings` and `digest_sentences`, by the measures of `digest_headlines` and `digest_reach`.
- Which threads a digest has: `digest_order` and `digest_selection` with `affair_names`, `weekly_selection` for a week.
- Where each stands: `digest_layout`.
"""
