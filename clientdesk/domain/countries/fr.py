"""France: rates, franchise en base, the words its law prescribes, and deadlines (CGI, Code de commerce)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.europe import (
    CROSS_BORDER_ISSUE,
    ECB_RATES,
    FLAT_FEE,
    REGULAR,
    VAT_ID,
    VIDA,
    reduced,
    second_reduced,
    standard,
    super_reduced,
)
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    ElectronicRule,
    IdentifierRule,
    LatePayment,
    PrepaymentMode,
    Scheme,
    TurnoverLimit,
    Wording,
)
from clientdesk.domain.money import Money
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

RULES = CountryRules(
    code="FR",
    name="France",
    currency="EUR",
    languages=("fr", "en"),
    tax_rates=(
        standard("20", since=date(2014, 1, 1), source="CGI art. 278"),
        reduced("10", since=date(2014, 1, 1), source="CGI art. 279"),
        second_reduced("5.5", since=date(2014, 1, 1), source="CGI art. 278-0 bis"),
        super_reduced("2.1", since=date(2014, 1, 1), source="CGI art. 281 quater et seq."),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Franchise en base, no VAT (art. 293 B CGI)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            # The words stand in the law; they are printed as they are in every language.
            note="TVA non applicable, art. 293 B du CGI",
            reason_code="VATEX-FR-FRANCHISE",
            limit=TurnoverLimit(
                current=Money.of(37_500, "EUR"),
                previous=Money.of(37_500, "EUR"),
                tolerance_percent=Decimal(10),
                at_once=True,
                source="CGI art. 293 B, services (since 2025-01-01): 37,500, at once above 41,250",
            ),
            source="CGI art. 293 B, 293 E",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="siren", label="SIREN", check="fr_siren", example="732 829 320"),
        IdentifierRule(code="siret", label="SIRET", check="fr_siret", example="732 829 320 00074"),
        IdentifierRule(code="register", label="RCS"),
    ),
    wording=Wording(
        reverse_charge="Autoliquidation (art. 283-2 du CGI, art. 196 de la directive 2006/112/CE)",
        intra_community="Exonération de TVA, art. 262 ter I du CGI",
        export="Exonération de TVA, art. 262 I du CGI",
        outside_scope="TVA non applicable, art. 259-1 du CGI",
        late_payment=(
            "En cas de retard : pénalités au taux de la BCE majoré de 10 points ; "
            "indemnité forfaitaire pour frais de recouvrement : 40 €"
        ),
        no_early_discount="Pas d’escompte pour paiement anticipé",
    ),
    number_patterns={
        **PATTERNS,
        "quote": "D-{year}-{counter:3}",
        "contract": "C-{year}-{counter:3}",
        "invoice": "F-{year}-{counter:3}",
        "credit_note": "A-{year}-{counter:3}",
        "receipt": "R-{year}-{counter:3}",
    },
    due_days=30,
    retention_years=10,
    retention_note=N_("Invoices are kept for 10 years (art. L123-22 Code de commerce), for tax for 6."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(
        ElectronicRule(
            since=date(2027, 9, 1),
            reach="domestic business",
            message=N_(
                "French small businesses must send invoices to businesses through an approved platform."
            ),
            next_step=N_(
                "Send a Factur-X file through your approved platform; the PDF alone does not count."
            ),
            source="Ordonnance 2021-1190, loi de finances 2024 art. 91",
        ),
        ElectronicRule(
            since=date(2020, 1, 1),
            reach="public",
            message=N_("French public bodies take invoices only through Chorus Pro."),
            next_step=N_("Upload the invoice there; this program makes the PDF."),
            source="Code de la commande publique, art. L2192-1",
        ),
        VIDA,
    ),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LatePayment(
        base_rates=ECB_RATES,
        business_margin=Decimal(10),
        fees=FLAT_FEE,
        source="Code de commerce, art. L441-10 and D441-5",
    ),
    is_complete=True,
)
