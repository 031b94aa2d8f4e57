from tests.visitors import Visitor, read_words

TOLD = "A boy at the bus stop showed us a knife, it was Kestrel Parade."
TOPIC = "Knives and weapons"


async def tell(kim: Visitor, **answers: str) -> str:
    """Tell the team something, and return the six words."""
    await kim.visit("/form")
    await kim.press("Continue", text=TOLD, group="weapons", **answers)
    await kim.look_on()
    await kim.press("Send")
    return " ".join(read_words(kim.page))


async def come_back(kim: Visitor, words: str) -> None:
    await kim.visit("/back")
    await kim.press("Continue", words=words)


async def open_tip(ben: Visitor, named: str = TOPIC) -> None:
    await ben.visit("/")
    await ben.press(named, at="/tips/")


async def test_ben_sees_what_kim_told_and_kim_sees_that_he_picked_it_up(
    kim: Visitor, ben: Visitor
) -> None:
    words = await tell(kim, where="Kestrel Parade", danger="yes")
    await ben.visit("/")
    inbox = ben.page
    await open_tip(ben)
    tip = ben.page
    await ben.press("Pick up")
    await come_back(kim, words.upper().replace(" ", "-"))

    assert words.count(" ") == 5
    assert "Kestrel Parade" in inbox
    assert TOLD in tip
    assert "Someone is reading it" in kim.page


async def test_ben_asks_kim_answers_and_ben_sees_that_something_new_came(
    kim: Visitor, ben: Visitor
) -> None:
    words = await tell(kim)
    await open_tip(ben)
    await ben.press("Pick up")
    await ben.press("Send the message", text="Thank you. Was it one boy?")
    await come_back(kim, words)
    asked = kim.page
    await kim.press("Send", text="There were two of them.")
    await ben.visit("/")
    inbox = ben.page
    await open_tip(ben)

    assert "Was it one boy?" in asked
    assert "News</strong>" in inbox
    assert "There were two of them." in ben.page


async def test_kim_is_told_what_came_of_it(kim: Visitor, ben: Visitor) -> None:
    words = await tell(kim)
    await open_tip(ben)
    await ben.press("Pick up")
    await ben.press("Send the message", text="Thank you for telling us.")
    await ben.press("Close the tip", choice="action", text="Patrols go there now.")
    await come_back(kim, words)

    assert "Thank you for telling us." in kim.page
    assert "We did something about what you told us." in kim.page
    assert "Patrols go there now." in kim.page


async def test_what_kim_adds_while_ben_closes_is_not_buried(
    kim: Visitor, ben: Visitor
) -> None:
    words = await tell(kim)
    await open_tip(ben)
    await come_back(kim, words)
    await kim.press("Send", text="He is back again.")
    await ben.press("Close the tip", choice="known", text="Thank you.")
    refused, page = ben.status, ben.page
    await ben.press("Close the tip", choice="known", text="Thank you.")

    assert refused == 409
    assert "He is back again." in page
    assert "Thank you." in page
    assert "It is closed" in ben.page


async def test_what_kim_adds_to_a_closed_tip_can_still_be_answered(
    kim: Visitor, ben: Visitor
) -> None:
    words = await tell(kim)
    await open_tip(ben)
    await ben.press("Close the tip", choice="known")
    await come_back(kim, words)
    await kim.press("Send", text="He is back again.")
    await ben.visit("/inbox/community-safety?view=closed")
    await ben.press(TOPIC, at="/tips/")
    added = ben.page
    await ben.press("Open it again")
    await ben.press("Send the message", text="Thank you for telling us.")
    await come_back(kim, words)

    assert "He is back again." in added
    assert "Thank you for telling us." in kim.page


async def test_what_kim_takes_back_is_gone_for_ben_and_his_own_note_stays(
    kim: Visitor, ben: Visitor
) -> None:
    words = await tell(kim)
    await open_tip(ben)
    await ben.press("Save the note", text="A known spot.")
    await kim.visit("/back/forget")
    await kim.press("Delete it for good", words=words)
    await open_tip(ben, "Withdrawn")
    await come_back(kim, words)

    assert TOLD not in ben.page
    assert "A known spot." in ben.page
    assert TOLD not in kim.page
    assert "Someone is reading it" not in kim.page


async def test_who_wants_no_words_gets_none_and_nobody_can_write_to_them(
    kim: Visitor, ben: Visitor
) -> None:
    words = await tell(kim, wants_words="no")
    await open_tip(ben)

    assert not words
    assert TOLD in ben.page
    assert "Send the message" not in ben.page
