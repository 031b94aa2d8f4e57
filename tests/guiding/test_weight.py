"""What the pages cost somebody with an old phone and little data."""

from tests.bench.client import Answer, Browser
from tests.bench.weight import weigh_first_page
from tests.processes import Running

FIRST = 30_000
NEXT = 10_000
TOLD = ("On most days after school they meet behind the shop. " * 12)[:600]
NOTICES = ("/ready", "/info/help", "/info/about", "/info/access", "/info/privacy")
PAGES = ("/", *NOTICES, "/info/privacy-easy", "/info/cookies", "/form", "/work")


async def test_the_first_page_weighs_less_than_30_kb_with_all_its_files(
    street: Running,
) -> None:
    weight = await weigh_first_page(street.url)

    assert weight.wire_bytes < FIRST
    assert weight.elsewhere == ()


async def test_each_next_page_weighs_less_than_10_kb(street: Running) -> None:
    heavy = {}
    async with await Browser.open(street.url) as phone:
        for path in (*PAGES, "/back"):
            weighed = (await phone.get(path)).wire_bytes
            if weighed >= NEXT:
                heavy[path] = weighed

    assert heavy == {}


async def test_checking_and_sending_600_characters_costs_less_than_10_kb_a_page(
    street: Running,
) -> None:
    async with await Browser.open(street.url) as phone:
        check = await phone.post("/check", {"text": TOLD, "group": "drugs"})
        sent = await phone.post("/send", check.hidden)

    assert TOLD in check.body.decode()
    assert 'class="qw-words' in sent.body.decode()
    assert check.wire_bytes < NEXT
    assert sent.wire_bytes < NEXT


async def test_a_page_with_anything_typed_or_secret_in_it_is_never_packed(
    street: Running,
) -> None:
    async with await Browser.open(street.url) as phone:
        start = await phone.get("/")
        check = await phone.post("/check", {"text": TOLD})
        sent = await phone.post("/send", check.hidden)
        wrong = await phone.post("/back", {"words": "six wrong words"})
        lost = await phone.get("/nowhere")

    assert is_packed(start)
    assert [is_packed(a) for a in (check, sent, wrong, lost)] == [False] * 4


def is_packed(answer: Answer) -> bool:
    return "content-encoding" in answer.headers
