"""Pages, feeds, web archives, packed files, directories: read from files, streaming, each record on its own."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from dragoman.reading import Options, Tally, read
from dragoman.types import BadInput

PARAGRAPHS = (
    "Le président du Ghana a reçu mardi à Accra une délégation du Parlement européen pour parler de la pêche illégale.",
    "« Nos eaux ne sont pas à vendre », a déclaré le chef de l'État devant les députés, réclamant des sanctions plus sévères.",
    "Bruxelles a promis une aide de douze millions d'euros aux garde-côtes ghanéens, selon un communiqué conjoint.",
)
PAGE = (
    '<html lang="fr"><head><title>Le Ghana défend ses eaux | Exemple</title><meta charset="utf-8">'
    '<meta property="article:published_time" content="2026-05-05T08:00:00Z"></head><body><nav>Accueil</nav>'
    f"<article><h1>Le Ghana défend ses eaux</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article></body></html>"
).encode()
FRONT = (
    b"<html lang='fr'><body><ul>"
    + b"".join(b"<li><a href='/%d'>Titre</a></li>" % i for i in range(20))
    + b"</ul></body></html>"
)


def warc(path: Path, pages: list[tuple[str, bytes]], *, packed: bool = True, codec: str = "utf-8") -> list[int]:
    """Write an archive with fastwarc; the offsets at which its records begin."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    offsets, data = [], io.BytesIO()
    for url, body in pages:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={codec}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        record.set_bytes_content(head + body)
        record.headers["Content-Type"] = "application/http; msgtype=response"
        one = io.BytesIO()
        record.write(one)
        offsets.append(data.tell())
        data.write(gzip.compress(one.getvalue()) if packed else one.getvalue())
    path.write_bytes(data.getvalue())
    return offsets


def other(number: int) -> bytes:
    return PAGE.replace(b"douze millions", f"{number} millions".encode())


def test_a_page_gives_its_text_and_what_it_states(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_bytes(PAGE)
    (article,) = read(path)
    assert article.text == "\n\n".join(["Le Ghana défend ses eaux", *PARAGRAPHS])
    assert (article.lang, article.title, article.published) == ("fr", "Le Ghana défend ses eaux", "2026-05-05T08:00")
    kinds = [(part.kind, part.span.of(article.text)) for part in article.parts]
    assert kinds == [
        ("title", article.title),
        ("lead", PARAGRAPHS[0]),
        ("body", PARAGRAPHS[1]),
        ("body", PARAGRAPHS[2]),
    ]


def test_a_page_without_an_article_says_so(tmp_path: Path) -> None:
    path = tmp_path / "front.html"
    path.write_bytes(FRONT)
    with pytest.raises(BadInput, match=r"front\.html: no article on this page"):
        list(read(path))


def test_the_text_decides_the_language_not_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.replace(b'lang="fr"', b'lang="en"'))
    assert next(read(path)).lang == "fr"


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    warc(path, [(f"https://e.org/{i}", other(i)) for i in range(5)] + [("https://e.org/", FRONT)], packed=packed)
    tally = Tally()
    articles = list(read(path, options=Options(tally=tally)))
    assert [a.url for a in articles] == [f"https://e.org/{i}" for i in range(5)]
    assert "3 millions" in articles[3].text
    assert articles[0].published == "2026-05-05T08:00"
    assert tally.skipped == 1


def test_a_damaged_record_loses_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    offsets = warc(path, [(f"https://e.org/{i}", other(i)) for i in range(5)])
    data = bytearray(path.read_bytes())
    data[offsets[2] + 40 : offsets[2] + 60] = b"\xff" * 20
    path.write_bytes(bytes(data))
    articles = list(read(path, on_error="keep"))
    assert [a.url for a in articles if not a.error] == [f"https://e.org/{i}" for i in (0, 1, 3, 4)]
    (broken,) = [a for a in articles if a.error]
    assert f"offset {offsets[2]}" in str(broken.error)


def test_an_archive_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    offsets = warc(path, [(f"https://e.org/{i}", other(i)) for i in range(3)])
    path.write_bytes(path.read_bytes()[: offsets[2] + 100])
    articles = list(read(path, on_error="keep"))
    assert [a.error is None for a in articles] == [True, True, False]
    assert "cut off" in str(articles[2].error)


def test_an_archive_packed_as_a_whole_streams_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    warc(path, [(f"https://e.org/{i}", other(i)) for i in range(4)], packed=False)
    whole = tmp_path / "b.warc.gz"
    whole.write_bytes(gzip.compress(path.read_bytes()))
    assert len(list(read(whole))) == 4
    zstandard = pytest.importorskip("zstandard")
    packed = tmp_path / "c.warc.zst"
    packed.write_bytes(zstandard.ZstdCompressor().compress(path.read_bytes()))
    assert len(list(read(packed))) == 4


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Exemple</title><language>fr-fr</language>
<item><title>Le Ghana défend ses eaux</title><link>https://e.org/1</link><guid>g1</guid><author>Ama Mensah</author>
<pubDate>Tue, 05 May 2026 08:00:00 +0200</pubDate><category>Pêche</category>
<description>&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;</description></item>
<item><title>Bruxelles promet une aide au Ghana</title><link>https://e.org/2</link><description>{}</description></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Exemple</title>
<entry><title>Le Ghana défend ses eaux</title><id>tag:e.org,2026:1</id><link href="https://e.org/1"/>
<published>2026-05-05T08:00:00Z</published><updated>2026-05-06T09:30:00Z</updated>
<content type="html">&lt;p&gt;{}&lt;/p&gt;</content></entry></feed>"""


def test_feeds_give_their_entries(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_text(RSS.format(*PARAGRAPHS), encoding="utf8")
    first, second = read(path)
    assert (first.id, first.url, first.title, first.byline) == (
        "g1",
        "https://e.org/1",
        "Le Ghana défend ses eaux",
        "Ama Mensah",
    )
    assert (first.published, first.tags, first.lang) == ("2026-05-05T08:00", ("Pêche",), "fr")
    assert first.text == "\n\n".join(["Le Ghana défend ses eaux", *PARAGRAPHS[:2]])
    assert second.text.endswith(PARAGRAPHS[2])
    path.write_text(ATOM.format(PARAGRAPHS[0]), encoding="utf8")
    (entry,) = read(path)
    assert (entry.published, entry.updated) == ("2026-05-05T08:00", "2026-05-06T09:30")


def test_a_feed_that_declares_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss><channel>&l11;</channel></rss>'
    )
    (article,) = read(path, on_error="keep")
    assert "declares entities of its own" in str(article.error)


def test_directories_globs_and_packed_texts(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(PARAGRAPHS[0].encode()))
    (tmp_path / "sub" / "a.txt").write_text(PARAGRAPHS[1], encoding="utf8")
    (tmp_path / "sub" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00")
    (tmp_path / ".hidden").write_text("no", encoding="utf8")
    tally = Tally()
    assert [a.text for a in read(tmp_path, options=Options(tally=tally))] == [PARAGRAPHS[0], PARAGRAPHS[1]]
    assert tally.skipped == 1
    assert [a.text for a in read(str(tmp_path / "**" / "*.txt"))] == [PARAGRAPHS[1]]
    with pytest.raises(BadInput, match="no file matches"):
        list(read(str(tmp_path / "*.nope")))
    assert len(list(read([tmp_path / "b.txt.gz", str(tmp_path / "sub")]))) == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(PARAGRAPHS[2].encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    (article,) = read("-")
    assert (article.text, article.source) == (PARAGRAPHS[2], "stdin")
