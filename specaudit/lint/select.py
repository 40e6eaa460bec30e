"""Which rules run, on which files, and how severe their findings are."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch

from specaudit.domain.errors import ConfigError
from specaudit.domain.finding import Severity
from specaudit.domain.lint import Default, LintOptions, Rule
from specaudit.domain.records import record
from specaudit.lint.rulebook import RuleBook


@record(frozen=True, slots=True)
class Selection:
    """The rules of one run with their severities, and where some do not apply."""

    active: tuple[tuple[Rule, Severity], ...]
    ignored_in: tuple[tuple[str, frozenset[str]], ...]

    @property
    def names(self) -> frozenset[str]:
        """Names of the rules that run."""
        return frozenset(rule.name for rule, _ in self.active)

    def ignores(self, path: str, rule: str) -> bool:
        """Say whether a rule is switched off for a file."""
        name = path.rsplit("/", 1)[-1]
        return any(
            rule in rules and (fnmatch(path, pattern) or fnmatch(name, pattern))
            for pattern, rules in self.ignored_in
        )


def choose(book: RuleBook, options: LintOptions) -> Selection:
    """Decide what runs: selected and extended, minus ignored; ignoring wins.

    Raises:
        ConfigError: for an unknown rule or severity.
    """
    wanted = _named(book, options.select, options)
    wanted |= _named(book, options.extend_select, options)
    wanted -= _named(book, options.ignore, options)
    severities = _severities(book, options)
    active = tuple(
        (rule, severities.get(rule.name, rule.severity))
        for rule in book.rules
        if rule.name in wanted and (rule.status == "stable" or options.preview)
    )
    ignored_in = tuple(
        (pattern, frozenset(_named(book, tokens, options)))
        for pattern, tokens in options.per_file_ignores
    )
    return Selection(active, ignored_in)


def _named(book: RuleBook, tokens: Iterable[str], options: LintOptions) -> set[str]:
    names: set[str] = set()
    for token in tokens:
        if token == "default":
            names.update(rule.name for rule in book.rules if _by_default(rule, options))
        else:
            names.update(rule.name for rule in book.matching(token))
    return names


def _by_default(rule: Rule, options: LintOptions) -> bool:
    if rule.default is Default.SETTING:
        return options.require_reason
    return options.pedantic or rule.default is not Default.OFF


def _severities(book: RuleBook, options: LintOptions) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for token, value in options.severity:
        try:
            severity = Severity(value)
        except ValueError:
            raise ConfigError(
                f'severity of "{token}" must be one of error, warning, note'
            ) from None
        found.update({rule.name: severity for rule in book.matching(token)})
    return found
