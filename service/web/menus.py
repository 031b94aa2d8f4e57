"""What stands in the menu of the officers' pages, and where each of them begins.

It follows from what a desk is there for: tips, duties, reports that were sent to
it. The menu guards nothing: each door looks for itself who comes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from service.domain.boroughs import Borough
from service.domain.people import DeskId, SignedIn


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place of the menu. `name` is how a page says that it belongs there."""

    name: str
    path: str
    label: str


_Fits = Callable[[Borough, DeskId], bool]

# What can least wait comes first: an officer begins at the first that is theirs.
_WORK: tuple[tuple[MenuItem, _Fits], ...] = (
    (MenuItem("inbox", "/inbox", "Inbox"), Borough.holds_tips),
    (MenuItem("duties", "/duties/{}", "Duties"), Borough.sees_duties),
    (MenuItem("reports", "/reports/{}", "Reports"), Borough.gets_reports),
    (MenuItem("sent", "/sent/{}", "Sent"), Borough.holds_tips),
    (MenuItem("custody", "/custody/{}", "Names"), Borough.keeps_names),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu of one borough's officers."""

    borough: Borough

    def list_items(self, officer: SignedIn) -> tuple[MenuItem, ...]:
        """Return what an officer is shown, in order."""
        items = [*self._list_work(officer), *_list_watch(officer)]
        if self._counts_visits(officer):
            items.append(MenuItem("campaigns", "/campaigns", "Posters"))
        items.append(MenuItem("desks", "/desks", "Desks"))
        if officer.administrator:
            items.append(MenuItem("officers", "/officers", "Officers"))
        if officer.reads_log:
            items.append(MenuItem("log", "/log", "Log"))
        return tuple(items)

    def find_home(self, officer: SignedIn) -> str:
        """Return where an officer begins."""
        work = self._list_work(officer)
        if work:
            return work[0].path
        if officer.administrator:
            return "/officers"
        return "/log" if officer.reads_log else "/desks"

    def _counts_visits(self, officer: SignedIn) -> bool:
        """Tell whether an officer supervises a desk that reads tips."""
        desks = filter(self.borough.holds_tips, officer.desks)
        return any(officer.is_supervisor(desk) for desk in desks)

    def _list_work(self, officer: SignedIn) -> list[MenuItem]:
        """Return each kind of work with the first of the officer's desks that has it.

        The pages themselves lead to an officer's other desks.
        """
        found = []
        for item, fits in _WORK:
            desk = next((d for d in officer.desks if fits(self.borough, d)), None)
            if desk is not None:
                path = item.path.format(desk)
                found.append(MenuItem(item.name, path, item.label))
        return found


def _list_watch(officer: SignedIn) -> list[MenuItem]:
    """Return the supervisors' page of the first desk that an officer supervises."""
    desks = (desk for desk in officer.desks if officer.is_supervisor(desk))
    return [MenuItem("watch", f"/watch/{desk}", "Supervising") for desk in desks][:1]
