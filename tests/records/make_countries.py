"""Writes ``countries.json``: names from Babel (Unicode CLDR), codes from pycountry, regions by the bureau's own map.

A development tool: run ``python -m tests.records.make_countries`` when the names of countries change. With the tables
of women and of men by age of the World Population Prospects (thousands, tab-separated) it renews the numbers of
children: ``python -m tests.records.make_countries popF.txt popM.txt``; else these stay.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale

PAGE = Path(__file__).parents[2] / "resources" / "vocabularies" / "countries.json"

# The bureau counts North Africa under Africa and Afghanistan under the Middle East (docs/counting-rules.md, "Words").
AFRICA = (
    "DZA AGO BEN BWA BFA BDI CPV CMR CAF TCD COM COG COD CIV DJI EGY GNQ ERI SWZ ETH GAB GMB GHA GIN GNB KEN LSO LBR "
    "LBY MDG MWI MLI MRT MUS MYT MAR MOZ NAM NER NGA REU RWA SHN STP SEN SYC SLE SOM ZAF SSD SDN TZA TGO TUN UGA ESH "
    "ZMB ZWE"
)
MIDDLE_EAST = "AFG BHR IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR ARE YEM TUR"
AMERICAS = (
    "AIA ATG ARG ABW BHS BRB BLZ BMU BOL BES BRA VGB CAN CYM CHL COL CRI CUB CUW DMA DOM ECU SLV FLK GUF GRL GRD GLP "
    "GTM GUY HTI HND JAM MTQ MEX MSR NIC PAN PRY PER PRI BLM KNA LCA MAF SPM VCT SXM SUR TTO TCA USA URY VEN VIR SGS "
    "BVT"
)
EUROPE = (
    "ALA ALB AND AUT BLR BEL BIH BGR HRV CYP CZE DNK EST FRO FIN FRA DEU GIB GRC GGY VAT HUN ISL IRL IMN ITA JEY LVA "
    "LIE LTU LUX MLT MDA MCO MNE NLD MKD NOR POL PRT ROU RUS SMR SRB SVK SVN ESP SJM SWE CHE UKR GBR"
)
OCEANIA = (
    "ASM AUS CXR CCK COK FJI PYF GUM HMD KIR MHL FSM NRU NCL NZL NIU NFK MNP PLW PNG PCN WSM SLB TKL TON TUV UMI VUT "
    "WLF ATA ATF IOT"
)
REGIONS = {
    code: region
    for region, codes in (
        ("africa", AFRICA),
        ("middle_east", MIDDLE_EAST),
        ("americas", AMERICAS),
        ("europe", EUROPE),
        ("oceania", OCEANIA),
    )
    for code in codes.split()
}

NAMES = {  # where the names of CLDR are made for lists of places, and not the ones that reports print
    "COD": ("Democratic Republic of the Congo", "République démocratique du Congo", "República Democrática del Congo"),
    "COG": ("Republic of the Congo", "République du Congo", "República del Congo"),
    "HKG": ("Hong Kong", "Hong Kong", "Hong Kong"),
    "MAC": ("Macao", "Macao", "Macao"),
    "MMR": ("Myanmar", "Myanmar", "Myanmar"),
}
LANGUAGES = ("en", "fr", "es")
YEAR = "2020"
CHILDREN_IN = {"0-4": 1.0, "5-9": 1.0, "10-14": 1.0, "15-19": 3 / 5}  # the share of an age group that is under 18


def children_of(tables: list[Path]) -> dict[str, int]:
    """Give the people under 18 by UN M49 code, rounded to thousands."""
    thousands: dict[str, float] = defaultdict(float)
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                thousands[row["country_code"].zfill(3)] += float(row[YEAR]) * CHILDREN_IN.get(row["age"].strip(), 0)
    return {code: round(number) * 1000 for code, number in thousands.items()}


def known_children() -> dict[str, int]:
    """Give the numbers that stand in the file, by UN M49 code."""
    numeric = {each.alpha_3: each.numeric for each in pycountry.countries}
    entries = json.loads(PAGE.read_text(encoding="utf-8"))
    return {numeric[each["iso3"]]: each["children"] for each in entries if "children" in each}


def countries(children: dict[str, int]) -> list[dict[str, Any]]:
    """Give every country of ISO 3166 with its names and region, in the order of the codes; the rest is Asia."""
    locales = [Locale(language) for language in LANGUAGES]
    found = []
    for country in sorted(pycountry.countries, key=lambda each: each.alpha_3):
        cldr = [locale.territories[country.alpha_2] for locale in locales]
        names = dict(zip(LANGUAGES, NAMES.get(country.alpha_3, cldr), strict=True))
        entry: dict[str, Any] = {"iso3": country.alpha_3, **names, "region": REGIONS.get(country.alpha_3, "asia")}
        if country.numeric in children:  # the United Nations do not list the smallest by age
            entry["children"] = children[country.numeric]
        found.append(entry)
    return found


if __name__ == "__main__":
    children = children_of([Path(each) for each in sys.argv[1:]]) or known_children()
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in countries(children))
    PAGE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
