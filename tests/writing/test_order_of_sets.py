"""Results do not depend on the order of sets, which Python chooses anew for each process."""

import os
import subprocess
import sys

PRINT = """
from briefing.grouping.serial_numbers import serial_numbers, serials_conflict
from briefing.grouping.standalone import group_without_store
from briefing.services.pipes import TopicArticle, article_from_json, summary_of_story, timeline_of_topic
from briefing.writing.summary.focus import relevance
from briefing.writing.summary.same_facts import new_share

TEXTS = [
    ("Torvane dam fails after night of rain, 12 missing", "The Torvane dam failed on Monday after a night of rain,"
     " the governor of Ostland said. Twelve people are missing in the valley below. Rescuers with boats and dogs"
     " searched farms near the river, and the army closed the road to Belmark."),
    ("Rescuers search Torvane valley after dam failure", "Rescuers searched the Torvane valley on Tuesday for twelve"
     " people who are missing since the dam failed. Engineers had warned the council of cracks in March."
     " The company that runs the dam said it followed every inspection."),
    ("Ostland opens inquiry into Torvane dam", "The government of Ostland opened an inquiry into the failure of the"
     " Torvane dam on Wednesday. Three of the missing were found alive. The minister of energy, Jana Morel, said that"
     " four older dams in the north would be inspected before winter."),
    ("Four dams emptied in Ostland as inquiry starts", "Ostland emptied four dams on Friday while judges started to"
     " question engineers on the Torvane failure. Farmers demanded compensation for lost cattle, barns and harvest."),
]
articles = [
    article_from_json({
        "id": f"{day}-{house}", "title": title, "text": text, "publisher": f"Sample {house}",
        "url": f"https://{house}.example/{day}", "published": f"2026-03-0{day + 2}T0{hour}:30:00Z",
    })
    for day, (title, text) in enumerate(TEXTS) for hour, house in enumerate(("wire", "gazette", "observer"))
]
print(group_without_store(articles))
print(summary_of_story(articles[:6], 80))
print(timeline_of_topic([TopicArticle(one) for one in articles], None, 2))
words = [frozenset(text.lower().split()) for _, text in TEXTS]
print([[new_share(one, other) for one in words] for other in words])
weights = {word: 1 / (3 + len(word) ** 1.7) for one in words for word in sorted(one)}
print([relevance(one, weights) for one in words])
lines = ("after stage 4 crash torvane rider wins stage 5", "rider wins stage 5 of the tour", "stage 6 of the tour")
serials = [serial_numbers(line.split(), "en") for line in lines]
print([[serials_conflict(one, other) for one in serials] for other in serials])
"""


def test_texts_and_measures_are_the_same_in_every_process():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(outputs) == 1
