"""What can be wrong in one claim: each mistake is told once, where it stands, and nothing else with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collections_made import HEAD, LOSS, found, message

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        # Names
        (
            "quote: Red Band, belligerent: ‸red-bnd, side: 2",
            "unknown actor or person 'red-bnd'; did you mean 'red-band'?",
        ),
        ("quote: Mali, in: 'Tessit, Mali', takes-place-at: ‸army", "unknown place 'army'; known: labbezanga, mali"),
        ("quote: Red Band, commander: ‸red-band, side: 2", "unknown person 'red-band'; known: abou-test, issa"),
        ("quote: 17 killed, killed: '17', group: ‸armmy", "unknown actor or person 'armmy'; did you mean 'army'?"),
        ("quote: 17 killed, killed: '17', group: ‸tessit", "unknown actor or person 'tessit'"),
        (f"{LOSS}, by: ‸nobody", "unknown actor or person 'nobody'"),
        (f"{LOSS}, includes: [army, ‸armi]", "unknown actor or person 'armi'; did you mean 'army'?"),
        (f"{LOSS}, limited-to: ‸nowhere", "unknown actor or person or place 'nowhere'"),
        (f"{LOSS}, limited-to: ‸mali", "'mali' is ambiguous; write actor/mali or place/mali"),
        (f"{LOSS}, event: ‸second-atack", "unknown event 'second-atack'; did you mean 'second-attack'?"),
        (f"{LOSS}, counts: ‸goat", "unknown kind of thing 'goat'; known: armed-group"),
        (f"{LOSS}, severity: ‸light", "unknown severity 'light'; known: serious"),
        ("quote: Army victory, outcome: ‸victry", "unknown outcome 'victry'; did you mean 'victory'?"),
        (
            "quote: Several soldiers, subject: ‸sahel-war, holds-role: soldiers",
            "unknown actor or person or place 'sahel-war'",
        ),
        # Words
        (
            "quote: ‸18 killed, killed: '18', group: army",
            "'18 killed' does not stand in the document; quote the exact words",
        ),
        ("quote: ‸17 Killed, killed: '17', group: army", "(only with other spaces or capitals); quote the exact"),
        ("quote: ‸3 000 goats, killed: 3 000, group: army", "(only with other spaces or capitals); quote the exact"),
        (
            "quote: ‸42 soldiers had died, killed: '42', group: army",
            "'42 soldiers had died' stands 2 times: at 494 (line 18, column 69), 760 (line 20, column 22); add 'in'",
        ),
        ("quote: ‸500 men, strength: '500', group: side-1", "'500 men' does not stand in the document"),
        ("quote: Mali, in: ‸Tesit, takes-place-at: tessit", "'Tesit' does not stand in the document"),
        ("quote: ‸Mali, in: Army victory, takes-place-at: tessit", "'Mali' does not stand inside the words of 'in'"),
        ("quote: army, in: ‸army, takes-place-at: tessit", "column 5); quote more words around it"),
        ("quote: Mali, at: ‸'93', takes-place-at: tessit", "at 93 stands 'ali\\n' and not 'Mali'; count code points"),
        ("quote: Mali, at: ‸'99999', takes-place-at: tessit", "at 99999 the document has ended"),
        ("quote: Mali, at: ‸x, takes-place-at: tessit", "'at' is the offset of the first character of the words"),
        ("quote: Mali, at: ‸-1, takes-place-at: tessit", "'at' is the offset of the first character of the words"),
        ("quote: Mali, at: ‸１２, takes-place-at: tessit", "'at' is the offset of the first character of the words"),
        ("quote: '500', at: ‸'218', killed: '500', group: army", "at 218 '500' is a part of a longer number"),
        ("quote: Mali, at: '92', in: ‸Army victory, takes-place-at: tessit", "'Army victory' does not stand around 92"),
        ("quote: ‸Mali … nothing, takes-place-at: tessit", "'Mali … nothing' does not stand in the document"),
        ("quote: ‸' … Mali', takes-place-at: tessit", "' … Mali' does not stand in the document"),
        ("quote: [17 killed, ‸17 killed], killed: '17', group: army", "'17 killed' is quoted twice; keep one"),
        (
            "quote: [{quote: Mali, at: '92'}, {quote: ‸Mali, at: '092'}], takes-place-at: tessit",
            "'Mali' is quoted twice",
        ),
        (
            "quote: [Army victory, ‸Army … victory], takes-place-at: tessit",
            "'Army … victory' is quoted twice; keep one",
        ),
        (f"{LOSS}, context: ‸nothing of it", "'nothing of it' does not stand in the document"),
        (f"{LOSS}, context: [army, {{quote: ‸Mali, in: 17 killed}}]", "'Mali' does not stand inside the words of 'in'"),
        (f"{LOSS}, inferred-from: ‸nothing of it", "'nothing of it' does not stand in the document"),
        # Numbers
        ("quote: 17 killed, killed: ‸'18', group: army", "the number '18' does not stand in the quote '17 killed'"),
        ("quote: 17 killed, killed: ‸'7', group: army", "the number '7' does not stand in the quote"),
        (
            "quote: 'more than 100 killed', killed: ‸'100', group: army",
            "the text says 'more than 100' and not just '100'",
        ),
        (
            "quote: 100 killed, killed: ‸'100', group: army",
            "the text says 'more than 100' and not just '100'; write it all",
        ),
        ("quote: 17 killed, killed: ‸dead, group: army", "'dead' is no quantity"),
        ("quote: 17 killed, killed: ‸'17 ', group: army", "'17 ' has spaces at an end"),
        (
            "quote: Army victory, killed: ‸'17', group: army",
            "the number '17' does not stand in the quote 'Army victory'",
        ),
        (
            "quote: 12 kilometers from Labbezanga, distance: ‸'12', relative-to: tessit",
            "the text says '12 kilometers' and not just",
        ),
        (
            "quote: 12 kilometers from Labbezanga, killed: ‸12 kilometers, group: army",
            "killed takes a quantity with no unit",
        ),
        # Dates
        ("quote: ended on August 9, ends-on: ‸August 32", "'August 32' does not stand"),
        ("quote: ended on August 9, ends-on: ‸ended", "'ended' is no date"),
        (
            "quote: ended on August 9, ends-on: ‸7 August 2022",
            "'7 August 2022' does not stand in the quote; quote the words",
        ),
        ("quote: It began, begins-on: {quote: It began, value: ‸7 August 2022}", "needs 'inferred-from': the words it"),
        (
            "quote: It began, begins-on: {quote: It began, value: ‸31 June 2022, inferred-from: 7 August 2022}",
            "'31 June 2022' is no possible date: the month has 30 days",
        ),
        (f"{LOSS}, as-of: {{quote: ‸8 August, vague: yes}}", "'vague' is for a period that only its words say"),
        (f"{LOSS}, as-of: ‸5am", "'5am' is a time of the day; what stands here must be a day"),
        (
            f"{LOSS}, as-of: {{quote: 8 August, value: ‸August 2022, inferred-from: 8 August}}",
            "'August 2022' is a month",
        ),
        # Other values
        ("quote: 15.1234; -0.5678, coordinates: ‸15.1234", "coordinates are decimal degrees as the text has them"),
        ("quote: 15.1234; -0.5678, coordinates: ‸95.1234; 0.5", "coordinates are decimal degrees as the text has them"),
        ("quote: 15.1234; -0.5678, coordinates: ‸15.1234; 0.5678", "'15.1234; 0.5678' does not stand in the quote"),
        (
            "quote: commander of the post, subject: issa, holds-role: ‸Commander",
            "'Commander' does not stand in the quote",
        ),
        # What belongs to what
        ("‸{quote: 17 killed, killed: '17'}", "whose? killed needs 'group': somebody, side-1, overall or unstated"),
        ("‸{quote: '1,500 men', strength: '1,500'}", "whose? strength needs 'group'"),
        (
            "quote: Army victory, outcome: victory, group: ‸army",
            "'group' belongs to losses and strength, not to outcome",
        ),
        ("quote: Army victory, outcome: victory, group: ‸nobody", "'group' belongs to losses and strength"),
        ("‸{quote: Red Band, belligerent: red-band}", "belligerent needs 'side': the number of a side"),
        (
            "quote: Red Band, belligerent: red-band, side: ‸3",
            "'3' is no side of battle-of-tessit, the event of this claim, which has sides 1 to 2",
        ),
        ("quote: Red Band, belligerent: red-band, side: ‸0", "'0' is no side of battle-of-tessit"),
        ("quote: Red Band, belligerent: red-band, side: ‸one", "'one' is no side of battle-of-tessit"),
        ("quote: 17 killed, killed: '17', group: ‸side-9", "'side-9' is no side of battle-of-tessit"),
        (
            "quote: 17 killed, killed: '17', group: ‸side-1, event: sahel-war",
            "but sahel-war, the event of this claim, has no 'sides' in the registry, and a side of another",
        ),
        ("quote: Mali, in: 'Tessit, Mali', target: ‸mali", "'mali' is ambiguous; write actor/mali or place/mali"),
        ("quote: '1,500 men', distance: ‸'1,500', relative-to: tessit", "with a unit"),
        (f"{LOSS}, side: ‸1", "'side' does not belong to killed; leave it out"),
        (
            f"‸{{{LOSS}, partial: yes}}",
            "'partial' needs what the count is limited to: add 'limited-to' or 'equipped-with'",
        ),
        ("‸{quote: 12 kilometers from Labbezanga, distance: 12 kilometers}", "distance needs 'relative-to'"),
        (f"{LOSS}, relative-to: ‸tessit", "'relative-to' belongs to a distance, not to killed"),
        ("‸{quote: Army victory, outcome: victory, bearing: east}", "'bearing' belongs to a distance, not to outcome"),
        ("quote: Army victory, outcome: victory, counts: ‸person", "'counts' belongs to counts, not to outcome"),
        ("‸{quote: Army victory, outcome: victory, severity: serious}", "'severity' belongs to counts, not to outcome"),
        ("‸{quote: Army victory, outcome: victory, partial: yes}", "'partial' belongs to counts, not to outcome"),
        ("quote: Army victory, outcome: victory, includes: ‸army", "'includes' belongs to counts, not to outcome"),
        ("quote: Army victory, outcome: victory, by: ‸army", "'by' belongs to counts, not to outcome"),
        (
            "quote: 12 kilometers from Labbezanga, distance: 12 kilometers, relative-to: labbezanga, counts: ‸vehicle",
            "'counts'",
        ),
        (f"‸{{{LOSS}, modality: claims}}", "'modality' and 'hedge' (its words) go together; add 'hedge'"),
        (f"‸{{{LOSS}, hedge: claims}}", "'modality' and 'hedge' (its words) go together; add 'modality'"),
        ("‸{quote: Lieutenant Issa, holds-role: Lieutenant}", "holds-role needs 'subject': whom it is said of"),
        (
            "quote: '1,500 men', subject: army, member-count: '1,500', event: ‸sahel-war",
            "member-count is not about an event; leave 'event' out",
        ),
        (
            f"{LOSS}, subject: second-attack, event: ‸battle-of-tessit",
            "'subject' is second-attack and 'event' battle-of-tessit",
        ),
        # Claims about claims
        (
            "‸{quote: The army claims, reflects-estimate-of: army}",
            "reflects-estimate-of needs 'subject': the id of a claim",
        ),
        ("quote: The army claims, subject: ‸nope, reflects-estimate-of: army", "unknown claim 'nope'; known: none"),
        # Tellings
        (f"{LOSS}, told: ‸nobody", "unknown telling 'nobody'; known: inference, narration"),
        (f"{LOSS}, told: [narration, ‸narration]", "the telling 'narration' stands here twice; keep one"),
        (f"{LOSS}, cites: ‸'3'", "unknown reference '3'; known: none"),
        (f"{LOSS}, told: {{teller: ‸tessit, cue: (according to the army)}}", "unknown actor or person 'tessit'"),
        (f"{LOSS}, told: ‸{{teller: army}}", "a telling written in place needs a 'cue': the words that give it away"),
        (f"{LOSS}, told: {{teller: army, cue: ‸says the army}}", "'says the army' does not stand in the document"),
        (f"{LOSS}, told: {{teller: army, cue: (according to the army), channel: ‸issa}}", "unknown actor 'issa'"),
        (
            f"{LOSS}, told: {{teller: army, cue: (according to the army), on-behalf-of: ‸tessit}}",
            "unknown actor or person",
        ),
        (f"{LOSS}, told: {{teller: army, cue: (according to the army), said-on: ‸5am}}", "'5am' is a time of the day"),
        (
            f"{LOSS}, told: ‸{{teller: army, cue: (according to the army), mode: direct-quote}}",
            "the mode of this teller must be narration or author-inference",
        ),
        (
            f"{LOSS}, told: [[‸{{teller: army, cue: (according to the army), mode: narration}}, {{teller: katiba}}]]",
            "the mode of this teller must be direct-quote or indirect-speech",
        ),
        (
            f"{LOSS}, told: ‸{{through: {{teller: army, cue: (according to the army)}}, mode: narration}}",
            "the document relays somebody here; its mode is direct-quote or indirect-speech",
        ),
        (
            f"{LOSS}, told: [[{{teller: army, cue: (according to the army)}}, {{teller: katiba}}, {{teller: ‸army}}]]",
            "the chain loops: 'army' is in it twice; name each teller once",
        ),
    ],
)
def test_what_is_wrong_in_one_claim(tmp_path: Path, claim: str, says: str) -> None:
    entry = claim if claim.startswith("‸{") else f"{{{claim}}}"
    told = message(tmp_path, f"{HEAD}claims:\n  - {entry}\n")
    assert says in told, told


@pytest.mark.parametrize(
    ("claim", "messages"),
    [
        # Shape
        ("- ‸words", ["must be a mapping (key: value)"]),
        ("- ‸[quote, killed]", ["must be a mapping (key: value)"]),
        ("- ‸{killed: '17', group: army}", ["a claim needs 'quote': the words it stands on; add it"]),
        ("- {quote: ‸[], killed: '17', group: army}", ["'quote' is empty; fill it in or leave it out"]),
        ("- {quote:‸ , killed: '17', group: army}", ["'quote' is empty"]),
        ("- {quote: [17 killed, ‸''], killed: '17', group: army}", ["these words are empty; quote the document"]),
        (
            "- {quote: [‸[17 killed]], killed: '17', group: army}",
            ["must be words of the document or {quote: …, in: …}"],
        ),
        ("- {quote: ‸{in: 17 killed}, killed: '17', group: army}", ["needs 'quote'; add it"]),
        ("- {quote: {quote: ‸[a], in: b}, killed: '17', group: army}", ["'quote' must be one piece of text"]),
        (
            "- {quote: {quote: 17 killed, ‸im: b}, killed: '17', group: army}",
            ["unknown key 'im'; known: at, in, quote"],
        ),
        ("- {quote: {quote: a, in: b}, in: ‸c, killed: '17', group: army}", ["'in' of which quote?"]),
        ("- {quote: [a, b], at: ‸'1', killed: '17', group: army}", ["'at' of which quote?"]),
        ("- ‸{quote: 17 killed, group: army}", ["this claim says nothing; add one key of killed, wounded"]),
        ("- ‸{quote: 17 killed, killed: '17', wounded: '22'}", ["this claim has killed and wounded; make it 2 claims"]),
        ("- {quote: 17 killed, ‸kild: '17', killed: '17'}", ["unknown key 'kild'; did you mean 'killed'?"]),
        ("- {quote: 17 killed, killed:‸ , group: army}", ["'killed' is empty; fill it in or leave it out"]),
        ("- {quote: 17 killed, killed: ‸['17'], group: army}", ["'killed' must be one piece of text"]),
        ("- {quote: 17 killed, killed: '17', group: ‸{a: b}}", ["'group' must be one piece of text"]),
        ("- {quote: 17 killed, killed: '17', group: army, told: ‸[]}", ["'told' is empty"]),
        (
            "- {quote: 17 killed, killed: '17', group: army, told: ‸{through: []}}",
            ["a telling needs at least one teller"],
        ),
        ("- {quote: 17 killed, killed: '17', group: army, told: ‸{cue: a}}", ["needs 'teller'; add it"]),
        ("- {quote: 17 killed, killed: '17', group: army, told: {teller: a, ‸cites: b}}", ["unknown key 'cites'"]),
        ("- {quote: 17 killed, killed: '17', group: army, id: ‸The One}", ["'The One' is no slug; use a-z, 0-9"]),
        (
            "- {quote: 17 killed, killed: '17', group: army, modality: ‸clams}",
            ["unknown modality 'clams'; did you mean"],
        ),
        (
            "- {quote: 17 killed, killed: '17', group: army, partial: ‸maybe}",
            ["unknown partial 'maybe'; known: no, yes"],
        ),
        ("- {quote: 17 killed, killed: '17', group: army, as-of: ‸{value: a}}", ["needs 'quote'; add it"]),
        ("- {quote: 17 killed, killed: '17', group: army, as-of: ‸[a]}", ["must be words of the document"]),
        ("- {quote: a, begins-on: {quote: b, ‸vlue: c}}", ["unknown key 'vlue'; did you mean 'value'?"]),
        ("- {quote: 1 killed, ‸4 wounded, killed: '1'}", ["'4 wounded' is no key; put text with a comma inside {…}"]),
        # Several at once
        (
            "- ‸{‸quoet: a, killed: b, group: ‸[c]}\n- ‸{quote:‸ , side: '1'}\n- ‸d",
            [
                "a claim needs 'quote'",
                "unknown key 'quoet'; did you mean 'quote'?",
                "'group' must be one piece of text",
                "this claim says nothing",
                "'quote' is empty",
                "must be a mapping",
            ],
        ),
    ],
)
def test_what_has_the_wrong_shape(tmp_path: Path, claim: str, messages: list[str]) -> None:
    told = found(tmp_path, f"{HEAD}claims:\n{claim}\n")
    assert len(told) == len(messages)
    assert all(said.startswith(start) for said, start in zip(told, messages, strict=True)), told
