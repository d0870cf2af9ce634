"""Names that were entered are found in no file of the program but inside the encrypted database."""

from collections.abc import Callable

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.ui.main_window import MainWindow
from tests.end_to_end.conftest import Program

CANARY = "Zyxwvutqs"


def test_a_name_is_readable_in_no_file_after_the_program_was_used(program: Callable[[], Program]) -> None:
    run = program()
    run.start()
    run.make_database()
    store = run.shell.context.store
    person = new_id()
    store.save(kind_named("person"), person, {"family_name": CANARY, "given_names": CANARY, "sex": "female"})
    store.save(kind_named("workshop"), new_id(), {"title": CANARY})
    run.shell.navigation.to_list("person")
    assert CANARY in run.shell.context.lexicon.titles("person", [person])[person]
    assert CANARY not in run.application.frame.windowTitle()
    run.shell.search_box.open()
    run.shell.search_box.line.setText(CANARY)
    run.shell.search_box.fill()
    run.application.lock()
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    run.close()
    home = run.places.settings_file.parent
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".ibcrdb", ".json"}
    for path in files:
        content = path.read_bytes()
        for spelling in (CANARY.encode(), CANARY.lower().encode(), CANARY.encode("utf-16-le"), b"Sarr"):
            assert spelling not in content, path.name
