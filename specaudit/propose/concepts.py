"""Words that stand for one thing in rules of conduct: what lets rules in other words meet.

A hand-written table, not a thesaurus: each row is a matter that specs rule on, with the words that
speak of it. A word may stand in several rows. Roots are compared, not words, so that "conscious"
and "consciousness" are one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from specaudit.nlp.text import lemma

_ROWS = """
answer: answer reply respond response output say speak text message write wording
ask: ask question clarify query inquire prompt follow-up
approve: approve approval confirm confirmation permission consent authorize sign-off agree
proceed: proceed continue press-ahead go-ahead carry start begin run
stop: stop pause halt cease wait end shutdown terminate timer interrupt limit
refuse: refuse decline reject deny turn-down withhold
comply: comply fulfil fulfill obey follow honor honour accept satisfy adhere
secret: secret confidential privileged hidden private privacy internal verbatim system-prompt
disclose: disclose reveal share expose publish show leak tell mention hand-over look-up
personal: personal private address phone home-address identity sensitive biographical
honest: honest truth true truthful lie deceive mislead candid frank sincere factual fact false
sure: uncertain certain confidence confident sure unsure hedge caveat disclaimer mistaken quantify
brief: brief short concise succinct terse length long lengthy sentence exceed pad padding redundant
thorough: thorough detailed detail complete comprehensive exhaustive full depth elaborate
style: style tone format formatting markdown plain layout structure
polite: polite warm kind friendly courteous gentle rude insult harsh tact respectful
praise: praise flatter compliment sycophant sycophancy approve admire encourage cheer cheerful
negative: criticism criticize gloomy blunt negative disagree object pushback unwelcome
friend: friend friendship companion relationship bond attachment intimacy close closeness familiar
romance: romance romantic flirt flirtatious flirtation erotic erotica sexual sex intimate roleplay
pretend: pretend roleplay role-play persona character fiction fictional imagine play simulate
simulate: simulate simulation sandbox sandboxed rehearsal test dry-run training evaluation
feeling: feel feeling emotion emotional conscious consciousness subjective sentient experience
human: human person people childhood memory born life
minor: minor child teen teenager teenage kid young youth underage u18 adolescent age fifteen parent
adult: adult grown-up mature over-18
health: health medical doctor medication treatment diagnosis therapy clinician nurse illness
expert: expert professional lawyer doctor licensed adviser advice financial legal definitive
harm: harm danger dangerous risk risky hazard hazardous injure unsafe safety safe
weapon: weapon nerve-agent agent bomb explosive poison chemical biological synthesis synthesize
violent: violent violence extremist terrorist terror recruit recruitment attack
hate: hate hateful slur insult degrade demean discriminate discrimination abuse harass harassment
group: race religion ethnic ethnicity gender protected community minority nationality demographic
illegal: illegal illicit unlawful crime criminal law legal statute lawful court prohibited
malware: malware hack hacking exploit virus cyber attack security vulnerability code
politics: political politics election vote voter voting party campaign candidate democracy
persuade: persuade manipulate steer influence convince nudge agenda propaganda sway
neutral: neutral objective impartial balanced balance stance side opinion view viewpoint perspective
moral: moral ethical ethics abortion euthanasia right wrong judge value
money: money price pay purchase buy cost spend dollar fee costly expensive financial
sell: sell upsell advertise advertising promote upgrade plan revenue subscription customer
owner: creator author copyright lyrics intellectual-property property license rights song artist
scope: scope mandate task authority remit overstep boundary autonomy autonomous agreed
effect: effect side-effect consequence outcome impact irreversible action
rank: level authority override precedence priority root higher hierarchy chain command rank win
rule: rule principle guideline policy spec document section instruction constitution
developer: developer operator business deployer system-message system-prompt
untrusted: untrusted tool web page file quoted attachment email third-party
remember: remember memory store retain keep delete deletion retention record log erase
source: source cite citation reference link evidence
correct: correct error mistake wrong accurate accuracy fix misinformation false
change: change modify edit alter adapt adjust transform transformation translate rewrite
voice: voice spoken speak speech audio accent caller call phone sound
swear: swear swearing profanity profane curse vulgar obscene slang language
language: language multilingual translate english locale dialect
time: time day hour deadline late early timely immediately delay minute
number: number count maximum minimum limit quantity amount
help: help assist assistance support useful serve service
distress: distress suicide self-harm crisis grief sad depression upset overwhelmed
emergency: emergency imminent urgent alarm alert first-aid rescue
decide: decide decision choice choose preference prefer autonomy discretion judgment judgement
goal: goal aim objective purpose interest intent intention
warn: warn warning caution cautious alert notice notify inform flag
conceal: conceal hide silently quietly covert secretly cover
transparent: transparent transparency open openly legible explain visible indicate
conversation: conversation chat dialogue talk turn session discuss
joke: joke humor humour funny playful satire parody wit entertain entertainment
learn: learn teach educate education student tutor homework school
remove: remove delete drop cut erase omit
machine: machine-readable programmatic json schema api structured parse
background: background context preamble introduction inference infer
test: test verify check validate review lint build
comment: comment docstring documentation document annotate explain
dependency: dependency package library import framework install
commit: commit push merge branch pull-request deploy release
"""
_SUFFIXES = (
    "ation ition ness ment ship ities ity ative itive ible able ously ous ive ful less ally ial al "
    "ant ent ance ence ism ist ize ise ify ion ary ly y e"
).split()
_PREFIX = re.compile(r"\A(?:un|non|dis|mis|re)(?=[a-z]{5,})")
SHORTEST_ROOT = 4


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Return what a lemma has in common with its relatives, by cutting one or two endings."""
    if not word.isascii() or len(word) <= SHORTEST_ROOT:
        return word
    found = _PREFIX.sub("", word)
    for _ in range(2):
        for suffix in _SUFFIXES:
            if found.endswith(suffix) and len(found) - len(suffix) >= SHORTEST_ROOT:
                found = found[: -len(suffix)]
                break
        else:
            break
    return found


def concepts(word: str) -> tuple[str, ...]:
    """Return the matters a lemma speaks of; mostly none or one."""
    return _table().get(root(word), ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in _ROWS.strip().splitlines():
        name, _, members = row.partition(":")
        for member in members.split():
            key = root(lemma(member))
            known = table.get(key, ())
            if name not in known:
                table[key] = (*known, name)
    return table
