"""Takes in a package as headquarters does, and tells the time and the memory of this process and of its worker."""

import resource
import sys
from pathlib import Path

from benchmarks.child import KILOBYTE, memory, tell
from benchmarks.make_database import NOW
from benchmarks.measuring import measured
from ibcr_desktop.backups.backup import Why
from ibcr_desktop.backups.making import before
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, enter
from ibcr_desktop.sync.merged import Merged
from ibcr_desktop.sync.receiving import Figures
from ibcr_desktop.sync.receiving_files import receive_file


def receive(path: Path, package: Path) -> None:
    """Merge the package without a backup, which is measured apart, and without counting a year twice."""
    clock, at_quarter, merged = FixedClock(NOW), [0.0], list[Merged]()
    store = enter(vault.open_database(path, EXAMPLE_PASSPHRASE), clock, before(Why.UPGRADE, clock))
    start = memory("VmHWM")

    def watch(done: int, total: int) -> None:
        if done * 4 <= total:
            at_quarter[0] = memory("VmHWM")

    taken = measured(
        lambda: merged.append(
            receive_file(store, package, back_up=lambda: None, figures=Figures(wanted=False), tell=watch)
        )
    )
    store.database.close()
    worker = resource.getrusage(resource.RUSAGE_CHILDREN)
    tell(
        changes=merged[0].counts.new,
        processor=taken.processor,
        clock=taken.clock,
        start=start,
        quarter=at_quarter[0],
        end=memory("VmHWM"),
        worker=worker.ru_utime + worker.ru_stime,
        worker_peak=worker.ru_maxrss * KILOBYTE,
    )


if __name__ == "__main__":
    receive(Path(sys.argv[1]), Path(sys.argv[2]))
