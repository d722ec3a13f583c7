"""Every ISO 3166 country in one line, and the sensible rules made from it where no full data are at hand."""

from __future__ import annotations

from datetime import date
from functools import cache

from clientdesk.domain.countries import europe
from clientdesk.domain.countries.model import CountryRules, ElectronicRule, PrepaymentMode, Week
from clientdesk.domain.text import N_

# Code, currency in use (ISO 4217), main language of its papers, English name; checked against CLDR by a test.
_TABLE = """
AD EUR ca Andorra
AE AED ar United Arab Emirates
AF AFN fa Afghanistan
AG XCD en Antigua & Barbuda
AI XCD en Anguilla
AL ALL sq Albania
AM AMD hy Armenia
AO AOA pt Angola
AQ USD en Antarctica
AR ARS es Argentina
AS USD en American Samoa
AT EUR de Austria
AU AUD en Australia
AW AWG nl Aruba
AX EUR sv Åland Islands
AZ AZN az Azerbaijan
BA BAM bs Bosnia & Herzegovina
BB BBD en Barbados
BD BDT bn Bangladesh
BE EUR nl Belgium
BF XOF fr Burkina Faso
BG BGN bg Bulgaria
BH BHD ar Bahrain
BI BIF fr Burundi
BJ XOF fr Benin
BL EUR fr St. Barthélemy
BM BMD en Bermuda
BN BND ms Brunei
BO BOB es Bolivia
BQ USD nl Caribbean Netherlands
BR BRL pt Brazil
BS BSD en Bahamas
BT BTN dz Bhutan
BV NOK en Bouvet Island
BW BWP en Botswana
BY BYN be Belarus
BZ BZD en Belize
CA CAD en Canada
CC AUD en Cocos (Keeling) Islands
CD CDF fr Congo (Kinshasa)
CF XAF fr Central African Republic
CG XAF fr Congo (Brazzaville)
CH CHF de Switzerland
CI XOF fr Côte d’Ivoire
CK NZD en Cook Islands
CL CLP es Chile
CM XAF fr Cameroon
CN CNY zh China
CO COP es Colombia
CR CRC es Costa Rica
CU CUP es Cuba
CV CVE pt Cape Verde
CW XCG nl Curaçao
CX AUD en Christmas Island
CY EUR el Cyprus
CZ CZK cs Czechia
DE EUR de Germany
DJ DJF fr Djibouti
DK DKK da Denmark
DM XCD en Dominica
DO DOP es Dominican Republic
DZ DZD ar Algeria
EC USD es Ecuador
EE EUR et Estonia
EG EGP ar Egypt
EH MAD ar Western Sahara
ER ERN ti Eritrea
ES EUR es Spain
ET ETB am Ethiopia
FI EUR fi Finland
FJ FJD en Fiji
FK FKP en Falkland Islands
FM USD en Micronesia
FO DKK fo Faroe Islands
FR EUR fr France
GA XAF fr Gabon
GB GBP en United Kingdom
GD XCD en Grenada
GE GEL ka Georgia
GF EUR fr French Guiana
GG GBP en Guernsey
GH GHS en Ghana
GI GIP en Gibraltar
GL DKK kl Greenland
GM GMD en Gambia
GN GNF fr Guinea
GP EUR fr Guadeloupe
GQ XAF es Equatorial Guinea
GR EUR el Greece
GS GBP en South Georgia & South Sandwich Islands
GT GTQ es Guatemala
GU USD en Guam
GW XOF pt Guinea-Bissau
GY GYD en Guyana
HK HKD zh Hong Kong
HM AUD en Heard & McDonald Islands
HN HNL es Honduras
HR EUR hr Croatia
HT HTG fr Haiti
HU HUF hu Hungary
ID IDR id Indonesia
IE EUR en Ireland
IL ILS he Israel
IM GBP en Isle of Man
IN INR hi India
IO USD en British Indian Ocean Territory
IQ IQD ar Iraq
IR IRR fa Iran
IS ISK is Iceland
IT EUR it Italy
JE GBP en Jersey
JM JMD en Jamaica
JO JOD ar Jordan
JP JPY ja Japan
KE KES en Kenya
KG KGS ky Kyrgyzstan
KH KHR km Cambodia
KI AUD en Kiribati
KM KMF fr Comoros
KN XCD en St. Kitts & Nevis
KP KPW ko North Korea
KR KRW ko South Korea
KW KWD ar Kuwait
KY KYD en Cayman Islands
KZ KZT ru Kazakhstan
LA LAK lo Laos
LB LBP ar Lebanon
LC XCD en St. Lucia
LI CHF de Liechtenstein
LK LKR si Sri Lanka
LR LRD en Liberia
LS LSL en Lesotho
LT EUR lt Lithuania
LU EUR fr Luxembourg
LV EUR lv Latvia
LY LYD ar Libya
MA MAD ar Morocco
MC EUR fr Monaco
MD MDL ro Moldova
ME EUR sr Montenegro
MF EUR fr St. Martin
MG MGA fr Madagascar
MH USD en Marshall Islands
MK MKD mk North Macedonia
ML XOF fr Mali
MM MMK my Myanmar
MN MNT mn Mongolia
MO MOP zh Macao
MP USD en Northern Mariana Islands
MQ EUR fr Martinique
MR MRU ar Mauritania
MS XCD en Montserrat
MT EUR mt Malta
MU MUR en Mauritius
MV MVR en Maldives
MW MWK en Malawi
MX MXN es Mexico
MY MYR ms Malaysia
MZ MZN pt Mozambique
NA NAD en Namibia
NC XPF fr New Caledonia
NE XOF fr Niger
NF AUD en Norfolk Island
NG NGN en Nigeria
NI NIO es Nicaragua
NL EUR nl Netherlands
NO NOK nb Norway
NP NPR ne Nepal
NR AUD en Nauru
NU NZD en Niue
NZ NZD en New Zealand
OM OMR ar Oman
PA PAB es Panama
PE PEN es Peru
PF XPF fr French Polynesia
PG PGK en Papua New Guinea
PH PHP en Philippines
PK PKR en Pakistan
PL PLN pl Poland
PM EUR fr St. Pierre & Miquelon
PN NZD en Pitcairn Islands
PR USD es Puerto Rico
PS ILS ar Palestinian Territories
PT EUR pt Portugal
PW USD en Palau
PY PYG es Paraguay
QA QAR ar Qatar
RE EUR fr Réunion
RO RON ro Romania
RS RSD sr Serbia
RU RUB ru Russia
RW RWF en Rwanda
SA SAR ar Saudi Arabia
SB SBD en Solomon Islands
SC SCR en Seychelles
SD SDG en Sudan
SE SEK sv Sweden
SG SGD en Singapore
SH SHP en St. Helena
SI EUR sl Slovenia
SJ NOK nb Svalbard & Jan Mayen
SK EUR sk Slovakia
SL SLE en Sierra Leone
SM EUR it San Marino
SN XOF fr Senegal
SO SOS so Somalia
SR SRD nl Suriname
SS SSP en South Sudan
ST STN pt São Tomé & Príncipe
SV USD es El Salvador
SX XCG en Sint Maarten
SY SYP ar Syria
SZ SZL en Eswatini
TC USD en Turks & Caicos Islands
TD XAF ar Chad
TF EUR en French Southern Territories
TG XOF fr Togo
TH THB th Thailand
TJ TJS tg Tajikistan
TK NZD en Tokelau
TL USD pt Timor-Leste
TM TMT tk Turkmenistan
TN TND ar Tunisia
TO TOP en Tonga
TR TRY tr Türkiye
TT TTD en Trinidad & Tobago
TV AUD en Tuvalu
TW TWD zh Taiwan
TZ TZS en Tanzania
UA UAH uk Ukraine
UG UGX en Uganda
UM USD en U.S. Outlying Islands
US USD en United States
UY UYU es Uruguay
UZ UZS uz Uzbekistan
VA EUR it Vatican City
VC XCD en St. Vincent & Grenadines
VE VES es Venezuela
VG USD en British Virgin Islands
VI USD en U.S. Virgin Islands
VN VND vi Vietnam
VU VUV en Vanuatu
WF XPF fr Wallis & Futuna
WS WST en Samoa
YE YER ar Yemen
YT EUR fr Mayotte
ZA ZAR en South Africa
ZM ZMW en Zambia
ZW USD en Zimbabwe
"""

#: Where paper is Letter, not A4 (CLDR, measurement data).
_LETTER = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
    | {"AS", "GU", "MP", "UM", "VI"}
)
#: Weekend on Friday and Saturday (CLDR, week data).
_SUNDAY_TO_THURSDAY = frozenset(
    {"BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE"}
)
_OTHER_WEEKS = {
    "AF": (5, 6, 0, 1, 2),
    "IR": (5, 6, 0, 1, 2),
    "IN": (0, 1, 2, 3, 4, 5),
    "UG": (0, 1, 2, 3, 4, 5),
    "NP": (6, 0, 1, 2, 3, 4),
}
_TAX_NAMES = {
    **dict.fromkeys(("AU", "NZ", "SG", "CA", "MV", "PG", "JE"), N_("GST")),
    "JP": N_("Consumption tax"),
    "US": N_("Sales tax"),
}
_FISCAL_STARTS = {
    **dict.fromkeys(("HK", "IN", "NZ"), 4),
    **dict.fromkeys(("AU", "BD", "PK"), 7),
    "ZA": 3,
}
#: National systems in force, stepwise; what exactly counts must be asked for (R-JUR-1).
_STATE_SYSTEM = {
    code: ElectronicRule(
        since=since,
        reach="domestic",
        message=N_("This country runs a state system for electronic invoices; the PDF may be only a copy."),
        next_step=N_("Ask your tax adviser how the invoice reaches the system."),
        source=source,
    )
    for code, since, source in (
        ("GR", date(2021, 11, 1), "myDATA (A.1138/2020)"),
        ("HR", date(2026, 1, 1), "Fiskalizacija 2.0 (NN 89/2025)"),
        ("RO", date(2024, 7, 1), "RO e-Factura (OUG 120/2021)"),
    )
}


@cache
def _rows() -> dict[str, tuple[str, str, str]]:
    rows = (line.split(" ", 3) for line in _TABLE.strip().splitlines())
    return {code: (currency, language, name) for code, currency, language, name in rows}


def codes() -> tuple[str, ...]:
    """Return the codes of all countries (ISO 3166-1 alpha-2), in alphabetical order."""
    return tuple(_rows())


def name_of(code: str) -> str:
    """Return the country's English name."""
    return _rows()[code][2]


def currency_of(code: str) -> str:
    """Return the currency in use there (ISO 4217)."""
    return _rows()[code][0]


def week_of(code: str) -> Week:
    """Return the usual working week."""
    if code in _SUNDAY_TO_THURSDAY:
        return Week(weekdays=(6, 0, 1, 2, 3))
    return Week(weekdays=_OTHER_WEEKS.get(code, Week().weekdays))


def rules_for(code: str) -> CountryRules:
    """Return rules made from the table alone: no tax rates, no wording of its own; all of it can be changed."""
    currency, language, name = _rows()[code]
    in_union = code in europe.MEMBERS
    state_system = (_STATE_SYSTEM[code],) if code in _STATE_SYSTEM else ()
    return CountryRules(
        code=code,
        name=name,
        currency=currency,
        languages=(language,) if language == "en" else (language, "en"),
        paper="LETTER" if code in _LETTER else "A4",
        tax_name=_TAX_NAMES.get(code, N_("VAT")),
        week=week_of(code),
        fiscal_year_start=_FISCAL_STARTS.get(code, 1),
        identifiers=(europe.VAT_ID,) if in_union else (),
        prepayment_mode=PrepaymentMode.DEDUCT if in_union else PrepaymentMode.PAID_AMOUNT,
        electronic=(*state_system, europe.VIDA) if in_union else (),
        late_issue=(europe.CROSS_BORDER_ISSUE,) if in_union else (),
        late_payment=europe.LATE_PAYMENT if in_union else None,
    )
