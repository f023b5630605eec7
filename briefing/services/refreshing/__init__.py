"""Refreshes: what is due is fetched, stored, grouped and written.

`refresher` drives them: `feed_fetch` fetches, `pipeline` groups and writes, with the second process of `thread_writer`.
`article_texts` reads full texts. `refresh_wait` waits for another refresh; `clock_repair` corrects what one stored
under a wrong clock.
"""
