"""The names that columns bear in the exports of other programs, in many languages, and the fields they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from clientdesk.domain.search import fold

#: Fields of a client, in the order in which they are offered; `given_name` and `family_name` make one name.
CLIENT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        "name", "company", "company name", "organization", "organisation", "business", "business name", "client",
        "client name", "customer", "customer name", "account name", "display name", "file as", "addressee",
        "organization name", "organization 1 - name",
        "firma", "firmenname", "firmenbezeichnung", "kunde", "kundenname", "unternehmen", "auftraggeber", "name 1",
        "name1", "name/firma", "firma/name", "firma 1", "société", "raison sociale", "entreprise", "client nom",
        "nom de l'entreprise", "empresa", "razón social", "cliente", "nombre de la empresa", "azienda",
        "ragione sociale", "denominazione", "bedrijf", "bedrijfsnaam", "klant", "klantnaam", "nazwa", "nazwa firmy",
        "klient", "kontrahent", "företag", "kund", "компания", "организация", "клиент", "название",
        "الاسم", "اسم", "الشركة", "اسم الشركة", "العميل", "اسم العميل", "المؤسسة", "الزبون", "పేరు", "కంపెనీ",
        "क्लाइंट", "कंपनी", "会社名", "公司", "公司名称",
    ),
    "kind": ("kind", "client kind"),
    "latin_name": ("latin name", "latin_name", "name latin", "name (latin)", "transliteration", "english name"),
    "number": (
        "number", "client number", "customer number", "customer id", "client id", "account number", "no", "nr",
        "id number",
        "kundennummer", "kundennr", "kunden-nr", "kd-nr", "kdnr", "kundenkonto", "debitorennummer", "debitor",
        "debitoren-nr", "numéro client", "n° client", "code client", "número de cliente", "codice cliente",
        "klantnummer", "numer klienta", "رقم العميل", "الرقم",
    ),
    "contact_name": (
        "contact", "contact name", "contact person", "attention", "attn", "full name", "fullname", "primary contact",
        "ansprechpartner", "ansprechpartnerin", "kontakt", "kontaktperson", "zu händen", "z. hd.", "z.hd.", "zhd",
        "interlocuteur", "personne de contact", "nom du contact", "contacto", "persona de contacto", "contatto",
        "referente", "contactpersoon", "osoba kontaktowa", "контактное лицо", "جهة الاتصال", "الشخص المسؤول",
        "اسم جهة الاتصال",
    ),
    "given_name": (
        "first name", "firstname", "given name", "forename", "contact first name", "vorname", "prénom", "nombre",
        "nome", "voornaam", "imię", "förnamn", "имя", "الاسم الأول",
    ),
    "family_name": (
        "last name", "lastname", "surname", "family name", "contact last name", "nachname", "familienname", "zuname",
        "nom", "nom de famille", "apellido", "apellidos", "cognome", "achternaam", "nazwisko", "efternamn", "фамилия",
        "اسم العائلة", "اللقب",
    ),
    "role": (
        "role", "job title", "position", "title", "function", "jobtitle", "funktion", "position im unternehmen",
        "berufsbezeichnung", "abteilung", "fonction", "poste", "cargo", "ruolo", "functie", "stanowisko", "المنصب",
    ),
    "email": (
        "email", "e-mail", "mail", "email address", "e-mail address", "e-mail 1 - value", "primary email",
        "email 1", "contact email", "mailadresse", "e-mail-adresse", "email-adresse", "courriel", "adresse e-mail",
        "adresse email", "adresse mail", "correo", "correo electrónico", "posta elettronica", "indirizzo email",
        "e-mailadres", "adres e-mail", "e-post", "эл. почта", "электронная почта", "البريد الإلكتروني", "البريد",
        "الايميل", "ఇమెయిల్", "ईमेल",
    ),
    "phone": (
        "phone", "telephone", "tel", "phone number", "phone 1 - value", "work phone", "business phone", "mobile",
        "mobile phone", "cell", "contact phone", "telefon", "telefonnummer", "tel.", "rufnummer", "telefon 1",
        "mobil", "handy", "mobilnummer", "téléphone", "portable", "teléfono", "móvil", "telefono", "cellulare",
        "telefoon", "mobiel", "telefon komórkowy", "телефон", "الهاتف", "رقم الهاتف", "الجوال", "جوال", "موبايل",
        "ఫోన్", "फ़ोन",
    ),
    "street": (
        "street", "address", "street address", "address line 1", "address 1", "address1", "address street",
        "billing street", "billing address", "billing address line 1", "business street", "mailing street",
        "street 1", "address 1 - street", "straße", "strasse", "str.", "straße und hausnummer", "straße/nr",
        "straße, nr.", "anschrift", "adresse", "adresse 1", "rue", "adresse ligne 1", "voie", "calle", "dirección",
        "domicilio", "via", "indirizzo", "straat", "adres", "ulica", "gata", "улица", "адрес", "العنوان", "الشارع",
        "చిరునామా", "पता",
    ),
    "house_number": (
        "house number", "hausnummer", "hausnr", "hausnr.", "haus-nr.", "huisnummer", "numéro de rue", "numero civico",
        "nr domu", "رقم المبنى",
    ),
    "extra": (
        "extra", "address line 2", "address 2", "address2", "street 2", "suite", "apt", "apartment", "address extra",
        "billing address line 2", "adresszusatz", "zusatz", "adresse 2", "name 2", "name2", "complément d'adresse",
        "complément", "adresse ligne 2", "piso", "interno", "toevoeging", "العنوان 2",
    ),
    "postal_code": (
        "postal code", "postal_code", "postcode", "zip", "zip code", "zipcode", "zip/postal code", "post code",
        "billing zip", "billing postal code", "business postal code", "address 1 - postal code", "pin code",
        "pincode",
        "pin", "plz", "postleitzahl", "code postal", "cp", "código postal", "cap", "kod pocztowy", "postnummer",
        "индекс", "الرمز البريدي",
    ),
    "city": (
        "city", "town", "city/town", "locality", "billing city", "business city", "address city", "address 1 - city",
        "suburb", "ort", "stadt", "wohnort", "ville", "commune", "ciudad", "población", "localidad", "città",
        "comune",
        "plaats", "stad", "woonplaats", "miasto", "miejscowość", "город", "المدينة", "నగరం", "शहर",
    ),
    "postal_code_and_city": (
        "plz ort", "plz/ort", "plz, ort", "plz und ort", "zip city", "code postal ville", "cp ville",
    ),
    "region": (
        "region", "state", "province", "county", "state/province", "state/region", "billing state", "business state",
        "address 1 - region", "bundesland", "kanton", "région", "département", "provincia", "regione", "provincie",
        "województwo", "область", "المنطقة", "المحافظة", "الإمارة", "రాష్ట్రం", "राज्य",
    ),
    "country": (
        "country", "country code", "country/region", "billing country", "business country/region", "address country",
        "address 1 - country", "nation", "land", "länderkürzel", "ländercode", "staat", "pays", "code pays", "país",
        "paese", "nazione", "kraj", "страна", "الدولة", "البلد", "దేశం", "देश",
    ),
    "vat_id": (
        "vat", "vat id", "vat_id", "vat number", "vat no", "vat reg no", "vat registration number", "eu vat",
        "tax_ids.vat_id", "ust-id", "ust-idnr", "ust-idnr.", "ust-id-nr.", "ustid", "ustidnr", "umsatzsteuer-id",
        "umsatzsteuer-identifikationsnummer", "uid", "uid-nummer", "n° tva", "numéro de tva", "tva",
        "tva intracommunautaire", "n° tva intracommunautaire", "nif iva", "nif-iva", "partita iva", "p. iva", "p.iva",
        "btw-nummer", "btw nummer", "btw", "nip ue", "vat ue", "momsnummer", "الرقم الضريبي",
        "رقم ضريبة القيمة المضافة",
    ),
    "tax_number": (
        "tax number", "tax_number", "tax id", "tax no", "tax_ids.tax_number", "steuernummer", "steuer-nr",
        "steuer-nr.", "st.-nr.", "numéro fiscal", "nif", "cif", "codice fiscale", "nip", "инн", "رقم التسجيل الضريبي",
    ),
    "gstin": ("gstin", "gst", "gst number", "gst no", "gstin/uin", "tax_ids.gstin"),
    "trn": ("trn", "tax registration number", "tax_ids.trn"),
    "register": (
        "register", "company number", "registration number", "company registration number", "handelsregister",
        "hrb", "handelsregisternummer", "kvk", "kvk-nummer", "tax_ids.register", "السجل التجاري",
    ),
    "language": ("language", "sprache", "langue", "idioma", "lingua", "taal", "język", "язык", "اللغة"),
    "currency": ("currency", "currency code", "währung", "devise", "moneda", "divisa", "valuta", "waluta", "العملة"),
    "due_days": (
        "due_days", "due days", "payment terms", "payment term", "net days", "terms", "zahlungsziel",
        "zahlungsziel tage",
        "zahlungsfrist", "délai de paiement", "plazo de pago", "termini di pagamento", "betalingstermijn",
        "termin płatności", "مهلة السداد",
    ),
    "reference": (
        "reference", "your reference", "buyer reference", "leitweg-id", "leitweg", "leitwegid", "referenz",
        "référence", "referencia", "riferimento", "المرجع",
    ),
    "source": ("source", "lead source", "quelle", "herkunft", "المصدر"),
    "notes": (
        "note", "notes", "comment", "comments", "remarks", "description", "memo", "private notes", "notiz", "notizen",
        "bemerkung", "bemerkungen", "kommentar", "anmerkung", "anmerkungen", "remarque", "remarques", "commentaire",
        "notas", "observaciones", "nota", "opmerking", "opmerkingen", "uwagi", "примечание", "ملاحظات", "ملاحظة",
        "గమనికలు", "टिप्पणी",
    ),
}  # fmt: skip
#: Fields of a line of the catalogue.
ITEM_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "description": (
        "description", "name", "item", "item name", "product", "product name", "service", "article", "title", "label",
        "product/service", "product_key", "bezeichnung", "artikel", "artikelname", "artikelbezeichnung", "leistung",
        "produkt", "dienstleistung", "désignation", "libellé", "article nom", "produit", "prestation", "descripción",
        "artículo", "producto", "servicio", "concepto", "descrizione", "articolo", "prodotto", "omschrijving",
        "nazwa", "usługa", "наименование", "услуга", "товар", "الوصف", "البند", "الخدمة", "المنتج", "الصنف", "వివరణ",
    ),
    "details": (
        "details", "long description", "notes", "note", "additional text", "beschreibung", "langtext", "zusatztext",
        "détails", "description longue", "detalles", "dettagli", "details lang", "szczegóły", "التفاصيل", "ملاحظات",
    ),
    "unit": (
        "unit", "units", "unit of measure", "uom", "unit name", "einheit", "mengeneinheit", "me", "unité", "unidad",
        "unità", "unità di misura", "eenheid", "jednostka", "j.m.", "единица", "ед.", "الوحدة",
    ),
    "unit_price": (
        "unit_price", "price", "unit price", "rate", "cost", "net price", "sales price", "price net", "amount",
        "preis", "einzelpreis", "nettopreis", "netto", "preis netto", "vk", "vk netto", "verkaufspreis",
        "stundensatz",
        "satz", "prix", "prix unitaire", "prix ht", "prix unitaire ht", "pu ht", "tarif", "precio", "precio unitario",
        "tarifa", "prezzo", "prezzo unitario", "prijs", "tarief", "cena", "cena netto", "цена", "السعر", "سعر الوحدة",
        "ధర", "मूल्य",
    ),
    "gross_price": (
        "gross price", "price gross", "price incl. tax", "bruttopreis", "preis brutto", "vk brutto", "brutto",
        "prix ttc", "prix unitaire ttc", "precio con iva", "prezzo lordo", "cena brutto", "السعر شامل الضريبة",
    ),
    "currency": ("currency", "currency code", "währung", "devise", "moneda", "valuta", "waluta", "العملة"),
    "tax": (
        "tax", "tax rate", "tax percent", "vat", "vat rate", "vat %", "tax %", "tax_rate1", "gst rate", "steuer",
        "steuersatz", "mwst", "mwst.", "mwst %", "mwst-satz", "ust", "ust %", "ust.-satz", "tva", "taux tva",
        "taux de tva", "tva %", "iva", "iva %", "tipo iva", "aliquota", "aliquota iva", "btw", "btw %", "btw-tarief",
        "stawka vat", "ндс", "الضريبة", "نسبة الضريبة",
    ),
}  # fmt: skip
_LIKE_MAIL = "@"


def guess(names: Sequence[str], fields: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the field that each column means, an empty text where none is known; no field is given twice."""
    known = _known(tuple(fields))
    taken: set[str] = set()
    found = []
    for name in names:
        field = known.get(_plain(name), "")
        if field in taken:
            field = ""
        taken.add(field)
        found.append(field)
    return tuple(found)


def are_headings(cells: Sequence[str]) -> bool:
    """Tell whether a row names the columns: it knows one of their names, or holds no figures and no addresses."""
    if any(guess(cells, fields).count("") < len(cells) for fields in (CLIENT_FIELDS, ITEM_FIELDS)):
        return not any(_LIKE_MAIL in cell for cell in cells)
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and not any(
        any(char.isdigit() or char == _LIKE_MAIL for char in one) for one in filled
    )


@lru_cache
def _known(names: tuple[str, ...]) -> Mapping[str, str]:
    fields = CLIENT_FIELDS if names == tuple(CLIENT_FIELDS) else ITEM_FIELDS
    return {_plain(word): field for field in reversed(tuple(fields)) for word in (*fields[field], field)}


def _plain(name: str) -> str:
    """Return a name without marks, case and what stands between its words."""
    return "".join(char for char in fold(name.translate(_SHARP)) if char.isalnum() or char == "%")


_SHARP: Final = str.maketrans({"ß": "ss"})
