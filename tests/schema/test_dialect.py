"""A table in the other dialect has the same cells: numbers alone change their sign."""

from planner.schema.dialect import in_dialect

PLAIN = 'slot_id,tasks,hours_per_week\nS1,"städa, 2.5 h",37.5\nS2,;,20\n'.encode()
SWEDISH = '\ufeffslot_id;tasks;hours_per_week\nS1;städa, 2.5 h;37,5\nS2;";";20\n'.encode()


def test_numbers_get_the_sign_of_the_dialect_and_texts_stay() -> None:
    assert in_dialect("slots.csv", PLAIN, "swedish") == SWEDISH
    assert in_dialect("slots.csv", SWEDISH, "plain") == PLAIN


def test_a_table_in_its_own_dialect_and_what_is_no_table_stay_as_they_are() -> None:
    assert in_dialect("slots.csv", PLAIN, "plain") == PLAIN
    assert in_dialect("slots.csv", SWEDISH, "swedish") == SWEDISH
    for name in ("notes.csv", "slots.txt", "scenario.toml"):
        assert in_dialect(name, PLAIN, "swedish") == PLAIN
