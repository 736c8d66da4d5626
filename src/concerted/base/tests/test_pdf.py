from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from concerted.base import pdf
from concerted.base.charts import Bar, Bars, draw_bars
from concerted.base.pdf import render_pdf, render_png

PDFTOTEXT = shutil.which("pdftotext") or ""
needs_pdftotext = pytest.mark.skipif(
    not PDFTOTEXT, reason="pdftotext of poppler-utils reads the PDF back"
)


def text_of(document):
    command = [PDFTOTEXT, "-", "-"]
    done = subprocess.run(command, input=document, capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def sample(body, language="en", title="Title"):
    return render_pdf("base/sample.typ", {"title": title, "body": body}, language=language)


def test_the_document_is_tagged_and_names_its_language():
    document = sample("Hola", "es")

    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document
    assert b"/Lang" in document
    assert b"pdfuaid:part" in document


@needs_pdftotext
@pytest.mark.parametrize(
    "body",
    [
        '#panic("read as code")',
        '*bold* _italic_ = heading $x$ @ref <label> #"',
        r"\u{41} // comment /* */ ```raw``` https://example.org",
        "#include sys.inputs.data",
        '"}); #read("/etc/passwd")',
    ],
)
def test_markup_in_the_data_is_only_text(body):
    text = text_of(sample(body)).replace("\n", " ")

    assert "".join(body.split()) in "".join(text.split())


@needs_pdftotext
@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("es", "Mañana, ¿quién vendrá? Años."),
        ("vi", "Người Việt ở đường Elm"),
        ("ht", "Kòman ou ye? Sèvis lapòs"),
    ],
)
def test_letters_of_other_languages_are_read_back(language, body):
    assert body in text_of(sample(body, language))


@needs_pdftotext
def test_arabic_is_shaped_and_runs_from_the_right():
    assert "العيادة" in text_of(sample("العيادة مفتوحة", "ar"))


def test_a_language_with_a_script_is_one_that_typst_knows():
    assert sample("Ni hao", "zh-hans").startswith(b"%PDF-")


def test_letters_without_a_font_do_not_stop_a_document(caplog):
    document = sample("\U00013000 hieroglyph")

    assert document.startswith(b"%PDF-")
    assert "No font" in caplog.text or b"pdfuaid:part" in document


def test_a_template_may_be_given_as_a_path(tmp_path):
    template = tmp_path / "own.typ"
    template.write_text(
        "#let data = json(bytes(sys.inputs.data))\n#set document(title: data.title)\n= #data.title"
    )

    assert render_pdf(template, {"title": "Own"}, language="en").startswith(b"%PDF-")


def test_a_fault_in_a_template_is_an_error(tmp_path):
    template = tmp_path / "wrong.typ"
    template.write_text("#no-such-thing()")

    with pytest.raises(RuntimeError, match="unknown variable"):
        render_pdf(template, {}, language="en")


def test_a_card_is_a_png_of_its_size_in_points():
    png = render_png("base/sample.typ", {"title": "Card", "body": ""}, language="en")

    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_a_chart_stands_in_a_document():
    chart = draw_bars(Bars("Visits", [Bar("Ana <1>", 3), Bar("Bo & Cy", 5)]))
    data = {"title": "Report", "body": "", "picture": chart.standalone()}

    with_chart = render_pdf("base/sample.typ", data, language="en")

    assert len(with_chart) > len(sample(""))


def test_threads_render_beside_each_other():
    with ThreadPoolExecutor(3) as threads:
        documents = list(threads.map(sample, [f"Body {number}" for number in range(9)]))

    assert all(document.startswith(b"%PDF-") for document in documents)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_of_a_process_that_has_compiled_still_compiles(monkeypatch):
    """The compiler's threads do not survive a fork: compiling there for the second time never ends."""
    monkeypatch.setattr(pdf, "_used_by", {os.getpid() + 1})

    assert sample("In another process").startswith(b"%PDF-")


def test_what_the_template_is_told_holds_the_language():
    job = pdf._job("base/sample.typ", {"lang": "zh-hans"}, "ar", "pdf")

    told = json.loads(job.inputs["data"])

    assert (told["lang"], told["direction"]) == ("ar", "rtl")
