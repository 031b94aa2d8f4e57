from service.extract.marks import Mark, MarkKind
from service.extract.passages import Piece, number_passages

TEXT = "My brother said it. My Brother has it."


def a_mark(start: int, end: int, kind: MarkKind = MarkKind.RELATION) -> Mark:
    return Mark(start, end, kind, f"why {kind.value}", "")


def test_a_text_is_cut_where_it_is_marked_and_nothing_of_it_is_lost() -> None:
    shown = number_passages((TEXT,), ((a_mark(3, 10),),))

    assert shown.texts == (
        (Piece("My "), Piece("brother", 1), Piece(" said it. My Brother has it.")),
    )
    assert [(note.number, note.words) for note in shown.notes] == [(1, "brother")]


def test_a_text_without_marks_is_one_piece_and_an_empty_one_is_none() -> None:
    shown = number_passages((TEXT, ""), ((), ()))

    assert shown.texts == ((Piece(TEXT),), ())
    assert shown.notes == ()


def test_what_says_the_same_twice_shares_its_number_in_every_text() -> None:
    marks = (a_mark(0, 10), a_mark(20, 30))

    shown = number_passages((TEXT, TEXT[20:]), (marks, (a_mark(0, 10),)))

    numbers = [[piece.number for piece in text if piece.number] for text in shown.texts]
    assert numbers == [[1, 1], [1]]
    assert len(shown.notes) == 1


def test_marks_that_overlap_are_one_piece_with_all_that_is_said_of_it() -> None:
    marks = (
        a_mark(3, 10),
        a_mark(0, 10),
        a_mark(5, 18, MarkKind.QUOTE),
        a_mark(18, 19, MarkKind.TIME),
    )

    shown = number_passages((TEXT,), (marks,))

    assert shown.texts[0][0] == Piece("My brother said it", 1)
    assert [mark.kind for mark in shown.notes[0].marks] == [
        MarkKind.RELATION,
        MarkKind.QUOTE,
    ]
    assert shown.texts[0][1] == Piece(".", 2)


def test_the_pieces_of_a_text_are_the_text() -> None:
    marks = (a_mark(3, 10), a_mark(8, 15), a_mark(len(TEXT) - 3, len(TEXT)))

    shown = number_passages((TEXT,), (marks,))

    assert "".join(piece.text for piece in shown.texts[0]) == TEXT


def test_the_space_around_marked_words_is_not_marked() -> None:
    shown = number_passages((TEXT,), ((a_mark(2, 11),),))

    assert shown.texts[0][:2] == (Piece("My "), Piece("brother", 1))
    assert shown.notes[0].words == "brother"
