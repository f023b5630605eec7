"""Refreshes: what is due is fetched, stored, grouped and written.

`refresher` drives them: `feed_fetch` fetches, `pipeline` groups and writes, with the second process of `thread_writer`;
`doubts_after_correction` says what stays set aside, `affair_naming` names affairs. The reader has all that done in
another process, by `refresh_process`; `child_process` starts both kinds.
`article_texts` reads full texts. `refresh_wait` waits for another refresh; `clock_repair` corrects what one stored
under a wrong clock.
"""
