"""Articles of sample publishers for tests of grouping."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from briefing.model.articles import Article

START = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)


def article(title, text="", *, hours=0.0, publisher="Sample Wire", lang="en", url="", start=START):
    key = f"{title} {text} {hours} {publisher} {url}"
    when = start + timedelta(hours=hours)
    id_ = "a" + sha256(key.encode()).hexdigest()[:12]
    return Article(id=id_, title=title, text=text, publisher=publisher, lang=lang, url=url, published=when, seen=when)


def sample_news(count=30):
    """Some articles of several affairs, reported by several publishers over a few days."""
    towns = ["Omdara", "Beira", "Cusco", "Turin", "Ghent", "Davao"]
    acts = ["Storm floods", "Court jails mayor of", "Fire destroys market in", "Strike stops buses in"]
    made = []
    for i in range(count):
        town, act = towns[i % len(towns)], acts[(i // 6) % len(acts)]
        publisher = ["Sample Wire", "Sample Gazette", "Sample Observer"][i % 3]
        text = f"It is day {i // 12} in {town}."
        made.append(article(f"{act} {town}", text, hours=i * 2.5, publisher=publisher))
    return made
