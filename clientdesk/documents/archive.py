"""Finishes a drawn paper for the archive: PDF/A-2b, or 3b where files are attached, and PDF/UA-1."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, String

from clientdesk.documents.ground import Ground
from clientdesk.documents.structure import Bookmark, Node
from clientdesk.documents.tagging import writable, write_bookmarks, write_tree
from clientdesk.documents.xmp import packet
from clientdesk.paths import APP_NAME, resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the paper; `relationship` is what it is to the paper, in the words of PDF/A-3."""

    name: str
    content: bytes
    media_type: str
    relationship: Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says of itself; `language` is a BCP 47 tag, `created` the day that stands for all its dates."""

    title: str
    language: str
    created: date
    author: str = ""
    subject: str = ""


def finish(
    pdf: bytes,
    *,
    tree: Node,
    title: str,
    author: str,
    subject: str,
    language: str,
    created: date,
    bookmarks: Sequence[Bookmark] = (),
    attachments: Sequence[Attachment] = (),
    grounds: Sequence[Ground | None] = (),
) -> bytes:
    """Return `pdf` as an archived paper with the structure `tree`; the same arguments give the same bytes.

    All content of the pages must be marked, as one of the tree's marks or as an artifact, and all fonts embedded: that
    is the work of whoever drew them. `bookmarks` lead to the parts of a long paper; `grounds` lie under the pages, one
    for each. `language` is a BCP 47 tag. Dates are `created`, at midnight in UTC.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        about = About(title=title, author=author, subject=subject, language=language, created=created)
        describe(file, about, part=3 if attachments else 2)
        write_tree(file, tree)
        write_bookmarks(file, bookmarks)
        _underlay(file, grounds)
        if attachments:
            _attach(file, attachments, created)
        return written(file)


def describe(file: Pdf, about: About, *, part: int = 2) -> None:
    """Let the file say of itself what an archived paper must: title, language, colours, the standards it keeps."""
    title, author, subject = map(writable, (about.title, about.author, about.subject))
    root = file.Root
    root["/Lang"] = String(about.language)
    root["/MarkInfo"] = Dictionary({"/Marked": True})
    preferences = root.get("/ViewerPreferences", Dictionary())
    preferences["/DisplayDocTitle"] = True
    root["/ViewerPreferences"] = preferences
    root["/OutputIntents"] = Array([_output_intent(file)])
    root["/Metadata"] = _metadata(
        file,
        packet(
            title=title,
            author=author,
            subject=subject,
            language=about.language,
            created=about.created,
            program=APP_NAME,
            part=part,
        ),
    )
    file.trailer["/Info"] = file.make_indirect(_info(title, author, subject, about.created))


def written(file: Pdf) -> bytes:
    """Return the bytes of the file; its identity comes from its content, so that equal files are equal bytes."""
    # The one it was drawn with may come from the clock; a new one is made from the content.
    if "/ID" in file.trailer:
        del file.trailer["/ID"]
    _keep_packed(file)
    out = io.BytesIO()
    file.save(
        out,
        min_version="1.7",
        object_stream_mode=ObjectStreamMode.generate,
        fix_metadata_version=False,  # would read our packet to write it again
        deterministic_id=True,
    )
    return out.getvalue()


def _keep_packed(file: Pdf) -> None:
    """Let what is packed stay as it is: qpdf packs anew whatever names its one filter in a list, as ReportLab does."""
    for each in file.objects:
        if isinstance(each, Stream) and each.get("/Filter") == [Name.FlateDecode]:
            each["/Filter"] = Name.FlateDecode


def _underlay(file: Pdf, grounds: Sequence[Ground | None]) -> None:
    """Put a picture under each page that has one; the same picture is in the file once."""
    known: dict[int, Object] = {}
    for page, ground in zip(file.pages, grounds, strict=False):
        if ground is None:
            continue
        if id(ground) not in known:
            known[id(ground)] = file.make_indirect(_picture(file, ground))
        name = page.add_resource(known[id(ground)], Name.XObject, Name.Letterhead)
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        place = f"{right - left:.2f} 0 0 {top - bottom:.2f} {left:.2f} {bottom:.2f}"
        page.contents_add(f"/Artifact BMC q {place} cm {name} Do Q EMC\n".encode(), prepend=True)


def _picture(file: Pdf, ground: Ground) -> Stream:
    picture = Stream(file, ground.deflated)
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": ground.width,
        "/Height": ground.height,
        "/ColorSpace": Name.DeviceRGB,
        "/BitsPerComponent": 8,
        "/Filter": Name.FlateDecode,
    }.items():
        picture[key] = value
    return picture


@cache
def _profile() -> bytes:
    return resource("srgb.icc").read_bytes()


def _output_intent(file: Pdf) -> Object:
    """The colours of the paper are sRGB's."""
    profile = Stream(file, _profile())
    profile["/N"] = 3
    return Dictionary(
        {
            "/Type": Name.OutputIntent,
            "/S": Name.GTS_PDFA1,
            "/OutputConditionIdentifier": String("sRGB"),
            "/Info": String("sRGB IEC61966-2.1"),
            "/RegistryName": String("http://www.color.org"),
            "/DestOutputProfile": file.make_indirect(profile),
        }
    )


def _metadata(file: Pdf, content: bytes) -> Object:
    stream = Stream(file, content)
    stream["/Type"] = Name.Metadata
    stream["/Subtype"] = Name.XML
    return file.make_indirect(stream)


def _moment(day: date) -> String:
    return String(f"D:{day:%Y%m%d}000000Z")


def _info(title: str, author: str, subject: str, created: date) -> Dictionary:
    """What older readers ask; the same as in the packet."""
    said = {
        "/Title": title,
        "/Author": author,
        "/Subject": subject,
        "/Creator": APP_NAME,
        "/Producer": APP_NAME,
    }
    moment = _moment(created)
    return Dictionary(
        {key: String(text) for key, text in said.items() if text}
        | {"/CreationDate": moment, "/ModDate": moment}
    )


def _attach(file: Pdf, attachments: Sequence[Attachment], created: date) -> None:
    """Put the files in; the catalog names them too, or nobody would know what they are to the paper."""
    files = [(each.name, _file(file, each, created)) for each in attachments]
    # A tree of names is searched by halves.
    ordered = sorted(files, key=lambda pair: bytes(String(pair[0])))
    names = file.Root.get("/Names", Dictionary())
    names["/EmbeddedFiles"] = Dictionary(
        {"/Names": Array([part for name, entry in ordered for part in (String(name), entry)])}
    )
    file.Root["/Names"] = names
    file.Root["/AF"] = Array([entry for _name, entry in files])


def _file(file: Pdf, attachment: Attachment, created: date) -> Object:
    content = Stream(file, attachment.content)
    content["/Type"] = Name.EmbeddedFile
    content["/Subtype"] = Name("/" + attachment.media_type)
    content["/Params"] = Dictionary(
        {
            "/Size": len(attachment.content),
            "/CheckSum": String(hashlib.md5(attachment.content, usedforsecurity=False).digest()),
            "/ModDate": _moment(created),
        }
    )
    embedded = file.make_indirect(content)
    entry = Dictionary(
        {
            "/Type": Name.Filespec,
            "/F": String(attachment.name),
            "/UF": String(attachment.name),
            "/AFRelationship": Name("/" + attachment.relationship),
            "/EF": Dictionary({"/F": embedded, "/UF": embedded}),
        }
    )
    if attachment.description:
        entry["/Desc"] = String(attachment.description)
    return file.make_indirect(entry)
