"""Which pages of a coalition open for the people of its partners. A new page that they may read takes its place here."""

from __future__ import annotations

MEMBER: tuple[str, ...] = ("mia",)
ALLY: tuple[str, ...] = ("mia", "ali")

OWN_FIGURES = ("figures", "own_csv", "own_xlsx", "own_json")

PARTNERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("proposals:proposals", "proposals:proposal"), MEMBER),
    "agreements:agreements": MEMBER,
    **dict.fromkeys(("workplan:workplan", "workplan:activity", "workplan:tasks"), ALLY),
    **dict.fromkeys(("workplan:meetings", "workplan:meeting", "workplan:meeting_pdf"), MEMBER),
    "workplan:meeting_ics": MEMBER,
    **dict.fromkeys(
        ("workplan:hand_task", "workplan:finish_task", "workplan:reopen_task"), MEMBER
    ),
    **dict.fromkeys(
        [
            f"offers:{name}"
            for name in (
                "needs",
                "need",
                "offer",
                "pledge",
                "pool_table",
                "budgets",
                "add_offer",
                "add_pledge",
            )
        ],
        ALLY,
    ),
    **dict.fromkeys(
        ("offers:confirm_pledge", "offers:withdraw_pledge", "offers:name_giver"), MEMBER
    ),
    **dict.fromkeys(("network:network", "network:wave", "network:participation"), MEMBER),
    **dict.fromkeys(("network:figures_csv", "network:figures_xlsx"), MEMBER),
    "network:answer": ALLY,
    **dict.fromkeys(
        [
            f"indicators:{name}"
            for name in (
                "indicators",
                "indicator",
                "dimensions",
                "dimension",
                "vetoes",
                "observations",
                "enter_figures",
                "add_file",
                "empty_form",
                "intake",
                "observation",
                "correct_observation",
                "releases",
            )
        ],
        MEMBER,
    ),
    **dict.fromkeys(("reviews:reviews", "reviews:review"), MEMBER),
    **dict.fromkeys([f"indicators:{name}" for name in OWN_FIGURES], MEMBER),
    **dict.fromkeys(("indicators:comparisons", "indicators:places"), MEMBER),
}
"""Which people of partners open a coalition's page: of a member, of an ally. Any other page opens for none of them."""

OF_COALITIONS = (
    *("partners", "agreements", "offers", "workplan", "network"),
    *("indicators", "reviews"),
)
"""Rooms whose pages are a coalition's: ``Scene.of_route`` names the coalition for them."""
