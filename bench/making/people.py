"""Who is in a filled book and what the work is about: names in several scripts, the same every time."""

from __future__ import annotations

from collections.abc import Iterator

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.party import Address, Contact

# Who: by script, first and last parts of names, what businesses are called, towns with country and currency.
_PEOPLE = (
    (
        ("Anna", "Jürgen", "Käthe", "Lukas", "Sören", "Zoë", "Björn", "Heike", "Mia", "Theo"),
        ("Müller", "Krumm", "Größmann", "Schäfer", "Vogt", "Seidel", "Weiß", "Brandt", "Özdemir", "Köhler"),
        ("{last} GmbH", "Bäckerei {last}", "{first} {last}", "Praxis Dr. {last}", "Atelier {first} {last}"),
        (("Leipzig", "DE", "EUR"), ("Köln", "DE", "EUR"), ("Zürich", "CH", "CHF"), ("Graz", "AT", "EUR")),
    ),
    (
        ("Holly", "Marcus", "Grace", "Oliver", "Ruth", "Dylan", "Edith", "Noah", "Ivy", "Owen"),
        ("Shaw", "Reed", "Harbor", "Whitlock", "Foster", "Quinn", "Abbott", "Lowe", "Mercer", "Zimmerman"),
        ("{last} & Sons Ltd", "{first} {last}", "{last} Studio", "Green {last} LLC", "{last} Books"),
        (("London", "GB", "GBP"), ("Austin", "US", "USD"), ("Dublin", "IE", "EUR"), ("Leeds", "GB", "GBP")),
    ),
    (
        ("منى", "أحمد", "ليلى", "يوسف", "سارة", "عمر", "نور", "خالد", "هدى", "طارق"),
        ("عبد الرحمن", "الحسيني", "منصور", "الواحة", "شاهين", "الخطيب", "فؤاد", "الزهراء", "سالم", "جابر"),
        ("دار {last} للنشر", "{first} {last}", "مكتبة {last}", "شركة {last}", "{first} {last} وشركاه"),
        (
            ("القاهرة", "EG", "EGP"),
            ("الرياض", "SA", "SAR"),
            ("دبي", "AE", "AED"),
            ("الإسكندرية", "EG", "EGP"),
        ),
    ),
    (
        ("అనిత", "శ్రావణి", "కిరణ్", "లక్ష్మి", "రవి", "సుధ", "వంశీ", "మాధవి", "అర్జున్", "పద్మ"),
        ("రెడ్డి", "రావు", "నాయుడు", "శర్మ", "చౌదరి", "వర్మ", "గౌడ్", "ప్రసాద్", "మూర్తి", "కుమార్"),
        ("{first} {last}", "{last} స్టూడియో", "శ్రీ {last} ట్రేడర్స్", "{first} & {last}", "{last} చిత్రాలు"),
        (("హైదరాబాద్", "IN", "INR"), ("వరంగల్", "IN", "INR"), ("విజయవాడ", "IN", "INR"), ("తిరుపతి", "IN", "INR")),
    ),
    (
        ("Łukasz", "Žofie", "Elif", "Ελένη", "Søren", "Inés", "Олена", "François", "Chloé", "Iñaki"),
        (
            "Żółć",
            "Novák",
            "Yılmaz",
            "Παππάς",
            "Ångström",
            "Muñoz",
            "Шевченко",
            "Lefèvre",
            "Brûlé",
            "Etxeberria",
        ),
        ("{first} {last}", "{last} s.r.o.", "Studio {last}", "{last} & Co.", "{first} {last} SL"),
        (("Kraków", "PL", "PLN"), ("Paris", "FR", "EUR"), ("Bilbao", "ES", "EUR"), ("Athina", "GR", "EUR")),
    ),
)
#: Of a hundred clients so many write so; Latin letters are in the majority.
_SHARES = (46, 24, 10, 10, 10)
#: What: the title of a paper and the words of its first line.
WORK = (
    ("Logo, aufgefrischt", "Entwurf und Reinzeichnung"),
    ("Schild für die Werkstatt", "Schild, gestaltet"),
    ("Speisekarten", "Satz und Druckvorlage"),
    ("Website, zweite Stufe", "Gestaltung der Startseite"),
    ("Brand workshop", "Facilitation and notes"),
    ("Annual report", "Layout and proofreading"),
    ("Photography", "Half a day on location"),
    ("ترجمة كتاب", "ترجمة الفصل الأول"),
    ("తెలుగు ఆల్బమ్", "ఫోటో ఆల్బమ్ రూపకల్పన"),
    ("Naming", "Research, shortlist and checks"),
)
SECOND_LINE = "Abstimmung und Korrekturen"


def people(count: int) -> Iterator[Client]:
    """Yield so many clients, nearly half of them German, the others in four more worlds."""
    scripts = [script for script, share in enumerate(_SHARES) for _ in range(share)]
    for number in range(count):
        firsts, lasts, shapes, towns = _PEOPLE[scripts[number * 37 % 100]]
        first, last = firsts[number // 7 % 10], lasts[number // 3 % 10]
        town, country, currency = towns[number // 11 % 4]
        shape = shapes[number // 5 % 5]
        name = shape.format(first=first, last=last)
        yield Client(
            kind=ClientKind.PERSON if shape == "{first} {last}" else ClientKind.BUSINESS,
            name=name if number % 3 else f"{name} {number // 3 + 1}",
            number=f"K-{number + 1:06}",
            addresses=(Address(street=f"Street {number % 97 + 1}", postal_code=f"{number % 89999 + 10000}",
                               city=town, country=country),),
            contacts=(Contact(name=first, email=f"c{number + 1}@post.example"),) if number % 4 == 0 else (),
            language="de",
            currency=currency,
        )  # fmt: skip
