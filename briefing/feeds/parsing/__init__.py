"""Parsing: from the bytes of a feed document to its entries.

The order in which to read this package:

1. `parser.parse_feed` is the entry point. It bounds the document and chooses a reader by its first characters.
2. `charset.decode_document` turns the bytes into text.
3. `json_feed.read` reads JSON Feed documents.
4. `fast_xml.read` reads RSS, RDF and Atom with expat. It takes well-formed documents of the usual kind, as nearly all
   are, and returns exactly what feedparser would, in a tenth of the time. For any other document it returns None.
   `fast_xml` reads the root and the channel, `fast_entry` one item, `fast_text` the texts in either;
   `fast_vocabulary` is the table of what each element means.
5. `feedparser_xml.read` reads the documents that `fast_xml` declined, with feedparser.
   `unclosed_elements` and `nested_dates` first repair what feedparser would lose.
6. `entry_dates` reads dates: `date_words` knows months and weekdays, `date_spellings` writes unusual forms out,
   `clock_times` and `day_orders` read the time and the day, `date_zones` the zone.
7. `references` repairs references to characters and entities; `shared_rules` holds the few rules that several readers
   apply, `skip_hours` reads in which hours a channel wants no request.

Entries are as the feed gave them: HTML texts, absolute http(s) links, dates in UTC. `briefing.text` turns them into
articles.
"""
