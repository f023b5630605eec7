"""`briefing fulltext` and --rewrite on the command line, without trafilatura and with an endpoint that is not there."""

import json
import sys
from dataclasses import replace

import pytest
from filled_store import NOW, SENATE

from briefing.model.threads import Rewrite, RewrittenSentence
from briefing.services.rewriter import Rewriter
from briefing.store.store import Store

MODEL = '[model]\nurl = "http://127.0.0.1:9/v1"\nname = "sample-model"\ntimeout = 5\n'
TEXT = "The Senate concurred on Monday.\nNobody voted against it."


def test_without_the_extra_the_error_says_how_to_install_it(filled, run, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    done = run("fulltext", SENATE.id)
    assert done.exit_code == 1 and done.stdout == ""
    problem, hint = done.stderr.splitlines()
    assert problem == "briefing: Full text needs trafilatura."
    assert hint.startswith("Install it: ") and "[fulltext]" in hint


def test_a_stored_text_is_printed_without_the_network(filled, run):
    with Store.open(filled / "news.sqlite3") as store:
        store.article_pages.save(SENATE.id, TEXT, "", NOW, None)
    done = run("fulltext", *SENATE.title.split())
    assert done.exit_code == 0 and done.stderr == ""
    assert done.stdout.startswith(f"{SENATE.title}\nSample Wire")
    assert "\n\nThe Senate concurred on Monday.\n\nNobody voted against it.\n" in done.stdout
    assert json.loads(run("fulltext", SENATE.id, "--json").stdout)["article"]["text"] == TEXT


def test_an_unavailable_page_is_reported(filled, run, monkeypatch):
    monkeypatch.setattr(
        "briefing.services.refreshing.article_texts.ArticleTexts.full_text",
        lambda *_, **__: (SENATE, "HTTP 404 Not Found"),
    )
    done = run("fulltext", SENATE.id)
    assert done.exit_code == 1 and SENATE.title in done.stdout
    assert done.stderr == "Only the text of the feed is available: HTTP 404 Not Found.\n"
    assert run("fulltext", "nothing", "of", "it").exit_code == 2


def test_rewriting_needs_a_model(filled, run):
    done = run("today", "--rewrite")
    assert done.exit_code == 2 and "No language model is configured" in done.stderr


@pytest.mark.parametrize("words", [["today"], ["show", "quake"]])
def test_an_endpoint_that_is_not_there_never_blocks_reading(filled, run, words):
    plain = run(*words)
    config = filled / "feeds.toml"
    config.write_text(MODEL + config.read_text())
    assert run(*words).stderr == ""
    done = run(*words, "--rewrite")
    assert (done.exit_code, done.stdout) == (0, plain.stdout)
    assert done.stderr.startswith("Not rewritten by sample-model: ") and done.stderr.count("\n") == 1
    config.write_text(config.read_text().replace("[model]", "[model]\nrewrite = true"))
    assert run(*words).stderr == done.stderr
    assert run(*words, "--no-rewrite").stderr == ""


def test_a_digest_is_delivered_without_the_model_if_that_fails(filled, run):
    plain = run("digest", "--name", "plain")
    config = filled / "feeds.toml"
    config.write_text(MODEL + config.read_text())
    done = run("digest", "--name", "model", "--rewrite")
    assert (done.exit_code, done.stdout) == (0, plain.stdout)
    assert done.stderr.startswith("Not rewritten by sample-model: ")
    again = run("digest", "--name", "model", "--rewrite")
    assert "Nothing new." in again.stdout, "it was delivered, though in the publishers' sentences"
    assert again.stderr == "", "there was nothing to ask for"


def test_a_rewrite_names_its_model_in_every_format(filled, run, monkeypatch):
    told = Rewrite("sample-model", (RewrittenSentence("The Senate backs the pact.", (SENATE.id,)),))
    monkeypatch.setattr(
        Rewriter, "rewrite", lambda _, threads, *__: (tuple(replace(t, rewrite=told) for t in threads), "")
    )
    assert "The Senate backs the pact. [1] (rewritten by sample-model)" in run("today", "--rewrite").stdout
    assert "The Senate backs the pact. [1] (rewritten by sample-model)" in run("show", "pact", "--rewrite").stdout
    for kind in ("markdown", "html", "atom"):
        page = run("today", "--rewrite", "--format", kind).stdout
        assert "(rewritten by sample-model)" in page.replace("\u00a0", " ")
    assert "The Senate backs the pact. [1] (rewritten by sample-model)" in " ".join(
        run("digest", "--rewrite").stdout.split()
    )
    (thread, *_) = json.loads(run("today", "--rewrite", "--json").stdout)["threads"]
    assert thread["rewrite"] == {
        "by": "sample-model",
        "sentences": [{"text": "The Senate backs the pact.", "articles": [SENATE.id]}],
    }
    assert thread["summary"]["sentences"][0]["text"] == "Senate backs pact with Tokyo."
