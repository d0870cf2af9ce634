"""The properties of the merge in random lives; the long run is ``nox -s merge_histories``."""

import os

from hypothesis import HealthCheck, settings

from tests.sync.merging_machine import Merging

HISTORIES = int(os.environ.get("IBCR_HISTORIES", "10"))
IS_SHORT = "IBCR_HISTORIES" not in os.environ

TestMerging = Merging.TestCase
TestMerging.settings = settings(
    max_examples=HISTORIES,
    stateful_step_count=20,
    derandomize=IS_SHORT,  # the same lives each time, so that a change is judged by itself; the long run looks further
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
