#!/usr/bin/env python3
"""Set up this computer once, then start IBCR Desktop, its tests or its command line.

    python3 main.py [FILE.ibcrdb]      the application
    python3 main.py COMMAND ...        the command line (python3 main.py --help)
    python3 main.py test [...]         all tests (what follows goes to pytest)

Standard library only. This file must parse on any Python a computer may still have, to say there which one
is needed; everything newer stands in ibcr_desktop/set_up, which is imported after that question.
"""

import os
import sys

NEEDED = (3, 11)
HERE = os.path.dirname(os.path.realpath(__file__))


def trusted_path():
    """Where modules may come from: this folder and Python itself, whatever PYTHONPATH or the caller's folder says."""
    left_out = [HERE] + [os.path.abspath(entry) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return [HERE] + [entry for entry in sys.path if os.path.abspath(entry) not in left_out]


def main():
    """Leave with the exit code of what was started; 1 and a sentence when this computer is not ready for it."""
    if sys.version_info < NEEDED:
        wanted, found = (".".join(str(part) for part in version[:2]) for version in (NEEDED, sys.version_info))
        sys.stderr.write("IBCR Desktop needs Python {0} or newer; this is Python {1}.\n".format(wanted, found))
        sys.stderr.write("Start it with a newer one, for example: python{0} main.py\n".format(wanted))
        return 1
    sys.path[:] = trusted_path()
    from ibcr_desktop.set_up.starting import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
