"""What an archive is, on one line: how much it holds since when, when it was last filled, how complete it is."""

from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment_and_hour
from pressearchiv.web.shared.context import AppContext


def overview(context: AppContext) -> str:
    """The line; of a single city with its name."""
    sources = context.archive.sources()
    held = [known for source in sources if (known := context.city_cache.coverage(source.key)).releases]
    if not held:
        return context.text(messages.EMPTY_ARCHIVE)
    names = {source.key: source.name for source in sources}
    releases = sum(coverage.releases for coverage in held)
    count = messages.HOLDS_ONE if releases == 1 else messages.HOLDS
    told = [context.text(count, n=context.number(releases))]
    if firsts := [coverage.first for coverage in held if coverage.first]:
        told.append(context.text(messages.HOLDS_SINCE, year=min(firsts).year))
    where = messages.HOLDS_OF_ONE if len(held) == 1 else messages.HOLDS_OF
    told.append(context.text(where, name=names[held[0].city], n=context.number(len(held))))
    said = [" ".join(told)]
    if fetched := [coverage.fetched_at for coverage in held if coverage.fetched_at]:
        said.append(context.text(messages.FETCHED, at=moment_and_hour(max(fetched))))
    shares = [
        (share, coverage.releases)
        for coverage in held
        if (share := context.city_cache.complete(coverage.city)) is not None
    ]
    if shares:
        share = sum(one * of for one, of in shares) / sum(of for _, of in shares)
        said.append(context.text(messages.HOLDS_SHARE, share=context.percent(share)))
    return ", ".join(said)
