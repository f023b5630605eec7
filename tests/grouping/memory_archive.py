"""An archive in memory that applies plans as the store does, and checks what every plan must keep."""

from collections import Counter, defaultdict

from briefing.model.grouping import LinkedArticle


class MemoryArchive:
    def __init__(self):
        self.kept = {"story": {}, "thread": {}}
        self.postings = {"story": defaultdict(set), "thread": defaultdict(set)}
        self.counts = Counter()
        self.document_count = 0
        self.story_of = {}
        self.thread_of = {}
        self.evidence = {}
        self.absorbed_into = {}
        self.affair_of = {}
        self.articles = []

    def candidates(self, kind, terms, since, limit):
        shared = Counter(name for term in terms for name in self.postings[kind].get(term, ()))
        kept = self.kept[kind]
        found = [name for name in shared if since is None or kept[name].last >= since]
        found.sort(key=lambda name: (-shared[name], -kept[name].last.timestamp(), name))
        return found[:limit]

    def profiles(self, kind, ids):
        names = [self.absorbed_into.get(name, name) for name in ids]
        return [self.kept[kind][name] for name in names if name in self.kept[kind]]

    def affairs(self, threads):
        found = {}
        for thread in threads:
            seen = {thread}
            top = self.affair_of.get(thread)
            while top in self.affair_of and top not in seen:
                seen.add(top)
                top = self.affair_of[top]
            if top:
                found[thread] = top
        return found

    def decided_affairs(self, threads):
        return set()

    def stories_of(self, threads):
        stories = {}
        for story, thread in self.thread_of.items():
            if thread in threads:
                stories.setdefault(thread, []).append(story)
        first = {name: (profile.first, name) for name, profile in self.kept["story"].items()}
        return {thread: sorted(ids, key=lambda id: first[id]) for thread, ids in stories.items()}

    def linked_articles(self, urls):
        found = []
        for one in self.articles:
            if story := self.story_of.get(one.id):
                known = LinkedArticle(one.id, story, one.publisher, one.url, one.published)
                found += [(url, known, False) for url in urls if url == one.url]
                found += [(url, known, True) for url in urls if url in one.links]
        return found

    def frequencies(self, terms):
        return {term: self.counts[term] for term in terms if term in self.counts}

    def size(self):
        return self.document_count

    def apply(self, plan):
        for placement in plan.articles:
            self.story_of[placement.child] = placement.parent
            self.evidence[placement.child] = placement.evidence
        for placement in plan.stories:
            self.thread_of[placement.child] = placement.parent
            self.evidence[placement.child] = placement.evidence
        for kind, old, new in plan.absorbed:
            self.absorbed_into |= {one: new for one, into in self.absorbed_into.items() if into == old} | {old: new}
            owners = self.story_of if kind == "story" else self.thread_of
            for child, parent in list(owners.items()):
                if parent == old:
                    owners[child] = new
            if kind == "story":
                self.thread_of.pop(old, None)
            self._drop(kind, old)
            if kind == "thread":
                self.affair_of = {
                    part: new if affair == old else affair
                    for part, affair in self.affair_of.items()
                    if part != old and (part, affair) != (new, old)
                }
        self.affair_of |= {place.child: place.parent for place in plan.affairs}
        for profile in plan.profiles:
            self._drop(profile.kind, profile.id)
            self.kept[profile.kind][profile.id] = profile
            for term in profile.terms:
                self.postings[profile.kind][term].add(profile.id)
        self.counts.update(plan.frequencies)
        self.document_count += plan.document_count

    def _drop(self, kind, name):
        old = self.kept[kind].pop(name, None)
        for term in old.terms if old else ():
            self.postings[kind][term].discard(name)

    def groups(self):
        """Sets of article ids: by story, and by thread."""
        stories, threads = defaultdict(set), defaultdict(set)
        for article, story in self.story_of.items():
            stories[story].add(article)
            threads[self.thread_of[story]].add(article)
        return dict(stories), dict(threads)
