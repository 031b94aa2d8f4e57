"""What a file names is known even where the rest of it does not hold."""

from datetime import date

from service.domain.borough_outlines import Outline, list_changes
from service.domain.people import DeskId
from tests.databases import ROOT

SHIPPED = (ROOT / "deploy" / "borough.toml").read_text()
OLD = Outline.read(SHIPPED)


def change(*replacements: tuple[str, str]) -> list[str]:
    text = SHIPPED
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return list_changes(OLD, Outline.read(text))


def test_what_is_added_renamed_removed_and_otherwise_is_said_by_name() -> None:
    parks = '[[desks]]\nid = "parks"\nname = "Parks"\nwork = "partner"\n\n[[desks]]'
    assert change(
        ("[[desks]]", parks),
        ('name = "Prevent"', 'name = "Prevent team"'),
        ('code = "thanks"', 'code = "thank-you"'),
        ("priority = 2\nsafeguarding", "priority = 1\nsafeguarding"),
        ("due_days = 10", "due_days = 5"),
        ("share = 0.927", "share = 0.9"),
    ) == [
        "desks: prevent was Prevent, is Prevent team",
        "desks: added parks (Parks)",
        "topics: KN1 changed: priority",
        "reply_templates: removed thanks (Thank you)",
        "reply_templates: added thank-you (Thank you)",
        "[sharing] changed: due_days",
        "ward_shares: changed",
    ]


def test_a_comment_changes_nothing() -> None:
    assert change(("[[desks]]", "# our desks\n[[desks]]")) == []


def test_a_file_of_an_older_version_or_with_mistakes_still_names_its_desks() -> None:
    text = 'x = 1\n[[desks]]\nid = "a"\nname = "A"\n[[desks]]\nid = "b"\n[[desks]]\n'
    old = Outline.read(f'topics = [1]\n{text}\nwork = "partner"\nname = "no id"')

    names = old.name_until(date(2026, 3, 4))

    assert names.desks == {"a": "A", "b": "b"}
    assert names.topics == {}
    assert old.find_works() == {}
    assert OLD.find_works()[DeskId("housing")] == "partner"


def test_what_is_no_toml_names_nothing() -> None:
    assert Outline.read("[[").find_names("desks") == {}
    assert "desks: added housing (Housing)" in list_changes(Outline.read("[["), OLD)
