"""Checks: pure functions from a context and a rule's parameters to drafts of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import cast

from specaudit.domain.lint import ParamValue
from specaudit.lint.context import Context, Draft

Params = Mapping[str, ParamValue]
Check = Callable[[Context, Params], Iterator[Draft]]

CHECKS: dict[str, str] = {
    "absolute-then-however": "exceptions:absolute_then_however",
    "absolute-with-exception": "exceptions:absolute_with_exception",
    "agentless-passive": "wording:agentless_passive",
    "ambiguous-may-not": "wording:ambiguous_may_not",
    "authority-inversion": "levels:authority_inversion",
    "authority-mismatch": "pairs:authority_mismatch",
    "circular-deferral": "references:circular_deferral",
    "claims-over-higher-level": "levels:claims_over_higher_level",
    "compound-norm": "wording:compound_norm",
    "count-against-list": "announced:count_against_list",
    "dangling-reference": "references:dangling_reference",
    "definition-divergence": "terms:definition_divergence",
    "direct-contradiction": "pairs:direct_contradiction",
    "duplicate-anchor": "structure:duplicate_anchor",
    "duplicate-norm": "pairs:duplicate_norm",
    "empty-section": "structure:empty_section",
    "forbidden-phrase-in-good": "examples:forbidden_phrase_in_good",
    "force-against-level": "levels:force_against_level",
    "garbled-text": "wording:garbled_text",
    "heading-skip": "structure:heading_skip",
    "inconsistent-number": "numbers:inconsistent_number",
    "malformed-example": "examples:malformed_example",
    "missing-anchor": "structure:missing_anchor",
    "mixed-modal-case": "wording:mixed_modal_case",
    "modality-drift": "pairs:modality_drift",
    "norm-in-commentary": "examples:norm_in_commentary",
    "norm-without-authority": "levels:norm_without_authority",
    "one-sided-example": "examples:one_sided_example",
    "open-exception": "exceptions:open_exception",
    "orphan-section": "structure:orphan_section",
    "over-long-norm": "wording:over_long_norm",
    "permission-against-prohibition": "pairs:permission_against_prohibition",
    "phrase-in-norm": "wording:phrase_in_norm",
    "placeholder": "wording:placeholder",
    "priority-cycle": "priority:priority_cycle",
    "same-answer-both-verdicts": "examples:same_answer_both_verdicts",
    "same-level-tension": "pairs:same_level_tension",
    "stacked-negation": "wording:stacked_negation",
    "term-variant": "terms:term_variant",
    "unanchored-pronoun": "wording:unanchored_pronoun",
    "uncovered-else": "wording:uncovered_else",
    "undefined-acronym": "terms:undefined_acronym",
    "undefined-term": "undefined:undefined_term",
    "unknown-level": "structure:unknown_level",
    "unranked-tradeoff": "wording:unranked_tradeoff",
    "unresolved-footnote": "references:unresolved_footnote",
    "verdict-cites-normless-section": "references:verdict_cites_normless_section",
}
"""Name of a check and the function behind it, as ``module:function``, loaded on first use."""

SECTION_CHECKS = frozenset(
    """
    absolute-then-however absolute-with-exception agentless-passive ambiguous-may-not compound-norm
    force-against-level garbled-text norm-in-commentary open-exception
    over-long-norm phrase-in-norm placeholder stacked-negation unanchored-pronoun uncovered-else
    unranked-tradeoff
    """.split()
)
"""Checks that walk through ``binding`` or ``prose`` and look at one section at a time.

What they give for a section follows from the section, its norms and what `Document.around` hashes
(levels, main agent, who read the norms), and every place they point at lies in a statement of the
section. Their drafts are remembered from run to run.
"""


def load(name: str) -> Check:
    """Import the function of a check.

    Raises:
        KeyError: for a name no check has.
    """
    module, _, function = CHECKS[name].partition(":")
    return cast(Check, getattr(import_module(f"specaudit.lint.checks.{module}"), function))
