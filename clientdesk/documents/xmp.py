"""The description that an archived paper carries of itself: title, author, dates, and the standards that it keeps."""

from __future__ import annotations

from datetime import date
from html import escape

# PDF/A knows no property of PDF/UA: whoever claims it describes it here.
_UA_SCHEMA = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{fields}
</rdf:Description>
{schema}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def packet(
    *, title: str, author: str, subject: str, language: str, created: date, program: str, part: int
) -> bytes:
    """Return the XMP packet of a paper that keeps PDF/A-`part`b and PDF/UA-1; an empty field is left out."""
    moment = f"{created.isoformat()}T00:00:00Z"
    fields = [
        f"<pdfaid:part>{part}</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
        f"<xmp:CreatorTool>{escape(program)}</xmp:CreatorTool>",
        f"<pdf:Producer>{escape(program)}</pdf:Producer>",
        f"<dc:title>{_alternatives(title, language)}</dc:title>",
    ]
    if author:
        fields.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>")
    if subject:
        fields.append(f"<dc:description>{_alternatives(subject, language)}</dc:description>")
    return _PACKET.format(fields="\n".join(fields), schema=_UA_SCHEMA).encode()


def _alternatives(text: str, language: str) -> str:
    """A text in one language, which is also the default that the standard asks for."""
    entries = "".join(
        f'<rdf:li xml:lang="{escape(each)}">{escape(text)}</rdf:li>' for each in ("x-default", language)
    )
    return f"<rdf:Alt>{entries}</rdf:Alt>"
