"""The two peers, set up as their own tutorials do it, on the same people.

On FEBRL they get the set's own columns, among them the whole date of birth and, for Splink, the social security number,
as in their tutorials. On our sets they get our fields. Splink is judged at the best of four thresholds, chosen with the
answers in hand.
"""

import logging
from collections.abc import Iterable
from typing import Any, Final

import pandas as pd
import recordlinkage
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.duplicates.labelled import LabelledSet, Quality, quality

SIMILAR: Final = 0.85  # of the tutorial of recordlinkage
AGREEMENTS: Final = 3
THRESHOLDS: Final = (0.2, 0.5, 0.9, 0.95)  # Splink's tutorials use the first to predict and the last to cluster
PAIRS_TO_SAMPLE: Final = 1e6
OUR_FIELDS: Final = ("family_name", "given_names", "sex", "birth_year", "organisation", "telephone", "email", "country")


def by_recordlinkage(labelled: LabelledSet) -> Quality:
    """Block on the given name, compare as "Data deduplication" does, keep pairs with more than three agreements."""
    people = _frame(labelled)
    indexer = recordlinkage.Index()
    compare = recordlinkage.Compare()
    if labelled.raw:
        indexer.block("given_name")
        names, exact, similar = ("given_name", "surname"), ("date_of_birth", "suburb", "state"), ("address_1",)
    else:
        indexer.block("given_names")
        names, exact, similar = ("given_names", "family_name"), ("birth_year", "sex", "telephone"), ("organisation",)
    for name in (*names, *similar):
        compare.string(name, name, method="jarowinkler", threshold=SIMILAR)
    for name in exact:
        if name in people:
            compare.exact(name, name)
    features = compare.compute(indexer.index(people), people)
    found = features[features.sum(axis=1) > AGREEMENTS].index
    return quality([(int(one), int(other)) for one, other in found], labelled.true_pairs)


def by_splink(labelled: LabelledSet, *, with_identifier: bool = True) -> Quality:
    """Follow "Deduplicate FEBRL 3"; on our fields the same comparisons where there is such a field."""
    people = _frame(labelled).reset_index(names="unique_id").replace({"": None})
    known = people.columns[people.notna().any()]
    settings, rules, training = _for_febrl(with_identifier=with_identifier) if labelled.raw else _for_ours(known)
    linker = Linker(DuckDBAPI().register(people), _settings(settings, rules), log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(training[0], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS_TO_SAMPLE, seed=1)
    for rule in training[1]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=THRESHOLDS[0]).as_pandas_dataframe()
    judged = [
        quality(zip(above["unique_id_l"], above["unique_id_r"], strict=True), labelled.true_pairs)
        for above in (predicted[predicted["match_probability"] >= threshold] for threshold in THRESHOLDS)
    ]
    return max(judged, key=lambda each: each.f1)


def _settings(comparisons: Iterable[Any], rules: Iterable[Any]) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(rules),
    )


def _for_febrl(*, with_identifier: bool) -> Any:
    identifier = [cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2])] if with_identifier else []
    comparisons = [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        *identifier,
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1]).configure(term_frequency_adjustments=True),
    ]
    certain = block_on("soc_sec_id") if with_identifier else block_on("surname", "postcode", "date_of_birth")
    rules = [
        *([block_on("soc_sec_id")] if with_identifier else []),
        block_on("given_name", "surname"),
        block_on("surname", "date_of_birth"),
        block_on("given_name", "date_of_birth"),
        block_on("date_of_birth", "postcode"),
        block_on("postcode", "street_number"),
    ]
    training = (
        [certain, block_on("given_name", "surname", "date_of_birth")],
        [block_on("date_of_birth"), block_on("postcode")],
    )
    return comparisons, rules, training


def _for_ours(known: Iterable[str]) -> Any:
    there = set(known)
    exact = [name for name in ("sex", "birth_year", "organisation", "country") if name in there]
    comparisons = [
        cl.NameComparison("given_names"),
        cl.NameComparison("family_name"),
        *(cl.ExactMatch(name).configure(term_frequency_adjustments=True) for name in exact),
        *(cl.DamerauLevenshteinAtThresholds(name, [2]) for name in ("telephone", "email") if name in there),
    ]
    rules = [
        *(block_on(name) for name in ("telephone", "email") if name in there),
        block_on("given_names", "family_name"),
        block_on("family_name", "birth_year"),
        block_on("given_names", "birth_year"),
        block_on("birth_year", "organisation"),
    ]
    certain = [block_on("given_names", "family_name", "birth_year")]
    return comparisons, rules, (certain, [block_on("birth_year"), block_on("family_name")])


def _frame(labelled: LabelledSet) -> pd.DataFrame:
    if labelled.raw:
        return pd.DataFrame(labelled.raw).drop(columns="rec_id")
    columns = [name for name in OUR_FIELDS if any(row.get(name) for row in labelled.rows)]
    return pd.DataFrame([{name: row.get(name) for name in columns} for row in labelled.rows]).astype(
        {"birth_year": "Int64"}
    )
