"""A visit with a purpose, for tests that drive a browser: what it costs is counted in actions.

An action is one click, or one text typed and sent off. A page that opens is none.
"""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.pressearchiv.web.served import drawn, first_hit


class Errand:
    """A visit from the start page that counts its actions; nothing may be asked of a third party."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.actions = 0
        page.goto(base)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[class*=st-key-hit_]").first).to_be_visible()
        drawn(page)

    def type(self, placeholder: str, text: str) -> None:
        box = self.page.get_by_placeholder(placeholder)
        box.fill(text)
        box.press("Enter")
        self.actions += 1

    def search(self, text: str) -> None:
        self.type("z. B. Radweg", text)
        # The hits of before stand there until the answer comes: the address is the first to change.
        self.page.wait_for_url(
            lambda url: parse_qs(urlsplit(url).query).get("q") == [text], wait_until="commit"
        )

    def click(self, role: str, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.actions += 1

    def filter(self, facet: str, value: str) -> None:
        """Press a value of a facet: the same name may be one of several facets."""
        values = self.page.get_by_role("toolbar", name=facet, exact=True)
        values.get_by_role("button", name=value).first.click()
        self.actions += 1

    def open_first_hit(self) -> None:
        drawn(self.page)
        first_hit(self.page).click()
        self.actions += 1

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)
