"""However a file is laid out, the line of each table and key is found again."""

import tomllib

import pytest

from service.domain.borough_files import BoroughError, read_borough_text
from service.domain.borough_places import Place, find_places
from tests.databases import ROOT

SHIPPED = (ROOT / "deploy" / "borough.toml").read_text()

ODD = '''# a comment with """ and [[desks]]
"top" = 1
  dotted.name = 2
list = [ # [[no]]
 "[not]", \'\'\'
[[nor]]
this = "is"
\'\'\',
]
[ "hours" ] # c
"op ens" = """a
[[desks]]
b = "q" \\""" """
last = 1
[[ "desks" ]]
id = "]["
[desks.more]
z = 1
[[desks]]
id = 'x'
name.of = 2
[hours.deep."q.r"]
m = 1
n = 2
'''


def test_strings_lists_comments_and_quotes_are_not_taken_for_tables() -> None:
    assert tomllib.loads(ODD)
    assert find_places(ODD) == {
        "top": [Place(2)],
        "dotted": [Place(3, {"name": 3})],
        "list": [Place(4)],
        "hours": [Place(10, {"op ens": 11, "last": 14, "deep": 22})],
        "desks": [Place(15, {"id": 16, "more": 17}), Place(19, {"id": 20, "name": 21})],
    }


def test_rows_written_in_one_line_each_have_their_line() -> None:
    text = 'desks = [\n {a=1}, # {\n {a=[1,{b=2}]},\n\n {a="]"}]\nhours = {a=1}\r\nz=1'
    assert tomllib.loads(text)
    assert find_places(text) == {
        "desks": [Place(2), Place(3), Place(5)],
        "hours": [Place(6)],
        "z": [Place(7)],
    }


def test_what_is_no_toml_ends_the_search() -> None:
    assert find_places("a = 1\n= 2\n[b]") == {"a": [Place(1)]}
    assert find_places("a = '") == {"a": [Place(1)]}


def test_a_mistake_after_long_texts_and_lists_is_still_told_at_its_line() -> None:
    text = SHIPPED.replace('caveat = "', 'caveat = """\n[[desks]]\nid = 1\n""" #')
    text = text.replace('["09:00", "13:00"', '[\n  "09:00", # [hours]\n  "13:00"')
    text = text.replace("[sharing]", "[ 'sharing' ]")
    text = text.replace("\ndue_days = 10", "\n'due_days' = 0")

    with pytest.raises(BoroughError) as told:
        read_borough_text(text)

    (mistake,) = told.value.mistakes
    assert text.split("\n")[mistake.line - 1].startswith("'due_days' = 0")
