"""Two towns for the plays: a small one with every kind of question, and the sample city of the demo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.event import Event
from dialogs.city.guideline import Guideline, Section
from dialogs.city.project import Contact, Milestone, Minutes, Privacy, Project
from dialogs.city.survey import Condition, Option, Question, Survey
from storage import definitions
from tests.dialogs.stage import BERLIN

EXAMPLE = Path(__file__).parents[2] / "examples" / "kaiserslautern.yaml"


def all3(german: str, english: str, simple: str = "") -> dict[str, str]:
    """A text in the three languages; Leichte Sprache is the German one if nothing else is said."""
    return {"de": german, "en": english, "de@simple": simple or german}


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A wall time in the city, as it comes out of the database: in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


RATHAUS = Survey(
    slug="rathaus",
    title=all3("Unser Rathaus", "Our town hall"),
    about=all3("Wie ist es bei uns im Rathaus?", "What is our town hall like?"),
    seen_by=all3("Das Bürgerbüro, ohne Namen.", "The citizens’ office, without names."),
    minutes=2,
    opens=berlin(2024, 3, 8),
    closes=berlin(2024, 3, 29, 23, 59),
    thanks=all3("Danke, dass Sie sich Zeit genommen haben.", "Thank you for taking the time."),
    next_steps=all3("Im **Mai** lesen Sie hier das Ergebnis.", "In **May** you will read the results here."),
    questions=(
        Question(
            "dort", "yes_no", all3("Waren Sie dieses Jahr im Rathaus?", "Have you been there this year?")
        ),
        Question(
            "wofuer",
            "single",
            all3("Wofür waren Sie dort?", "What were you there for?"),
            options=(
                Option("ausweis", all3("Für einen Ausweis", "For a passport")),
                Option("heirat", all3("Zum Heiraten", "To get married")),
                Option("anderes", all3("Für etwas anderes", "For something else")),
            ),
            show_if=Condition("dort", ("yes",)),
        ),
        Question(
            "gut",
            "scale",
            all3("Wie freundlich waren wir?", "How friendly were we?"),
            low=all3("gar nicht freundlich", "not friendly at all"),
            high=all3("sehr freundlich", "very friendly"),
            no_answer=True,
            show_if=Condition("wofuer", ("heirat",), "is_not"),
        ),
        Question(
            "wuensche",
            "multiple",
            all3("Was wünschen Sie sich?", "What would you like?"),
            max=2,
            options=(
                Option("zeiten", all3("Längere Öffnungszeiten", "Longer opening hours")),
                Option("bank", all3("Mehr Bänke", "More benches")),
                Option("kaffee", all3("Kaffee", "Coffee")),
                Option("nichts", all3("Es ist gut, wie es ist", "It is fine as it is"), exclusive=True),
            ),
        ),
        Question(
            "warten",
            "number",
            all3("Wie lange mussten Sie warten?", "How long did you have to wait?"),
            min=0,
            max=600,
            unit=all3("Minuten", "minutes"),
            optional=True,
        ),
        Question(
            "wort",
            "short_text",
            all3("Das Rathaus in einem Wort?", "The town hall in one word?"),
            optional=True,
            no_answer=True,
        ),
        Question(
            "mehr",
            "long_text",
            all3("Was möchten Sie noch sagen?", "What else would you like to say?"),
            optional=True,
        ),
    ),
)
"""A survey as a small town would ask it, with two conditions."""


def _options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, all3(key.title(), key.title())) for key in keys)


FRAGEN = Survey(
    slug="fragen",
    title=all3("Fragen aller Art", "All kinds of questions"),
    minutes=1,
    questions=(
        Question(
            "zwei",
            "multiple",
            all3("Genau zwei?", "Exactly two?"),
            min=2,
            max=2,
            options=_options("apfel", "birne", "kirsche"),
        ),
        Question(
            "mehrere",
            "multiple",
            all3("Mindestens zwei?", "At least two?"),
            min=2,
            options=_options("apfel", "birne", "kirsche"),
        ),
        Question(
            "einige",
            "multiple",
            all3("Zwei oder drei?", "Two or three?"),
            min=2,
            max=3,
            options=_options("apfel", "birne", "kirsche", "pflaume"),
        ),
        Question(
            "beliebig",
            "multiple",
            all3("Keine oder alle?", "None or all?"),
            min=0,
            options=_options("apfel", "birne"),
        ),
        Question(
            "komma",
            "number",
            all3("Wie viele Kilometer?", "How many kilometres?"),
            decimals=True,
            min=0.5,
            max=1_000_000,
        ),
        Question(
            "mindestens",
            "number",
            all3("Wie alt sind Sie?", "How old are you?"),
            min=16,
            unit=all3("Jahre", "years"),
        ),
        Question("hoechstens", "number", all3("Wie viele Grad?", "How many degrees?"), max=40),
        Question("kurz", "short_text", all3("Ein Satz?", "One sentence?"), min=3, max=20),
        Question("lang", "long_text", all3("Mehrere Sätze?", "Several sentences?"), min=10, max=60),
    ),
)
"""Every way a question can be limited."""

SPIELREGELN = Guideline(
    slug="spielregeln",
    title=all3("Spielregeln", "Rules of the game"),
    about=all3("So wollen wir *reden*.", "This is how we want to *talk*."),
    opens=berlin(2024, 3, 8),
    closes=berlin(2024, 3, 29, 23, 59),
    sections=(
        Section(1, all3("Zuhören", "Listening"), all3("Alle hören **zu**.", "Everybody **listens**.")),
        Section(
            4,
            all3("Ausreden lassen", "Letting others finish"),
            all3("Niemand unterbricht.", "No cutting in."),
        ),
        Section(2, all3("Kaffee", "Coffee"), all3("Es gibt Kaffee.", "There is coffee.")),
    ),
)
"""A guideline whose sections have been moved: number 4 is the second."""

SMALL = City(
    project=Project(
        name=all3("Neustadt fragt", "Neustadt asks"),
        about=all3("Wir fragen, Sie **antworten**.", "We ask, you **answer**."),
        status=all3("Die Umfrage läuft.", "The survey is open."),
        level=all3("Sagen Sie Ihre Meinung.", "Tell us what you think."),
        notice=all3("Neustadt ist ausgedacht.", "Neustadt is made up."),
        timetable=(
            Milestone(berlin(2024, 3, 8, 12).date(), all3("Die Umfrage beginnt.", "The survey begins.")),
            Milestone(berlin(2024, 5, 2, 12).date(), all3("Das Ergebnis ist da.", "The results are out.")),
        ),
        minutes=(
            Minutes(
                berlin(2024, 2, 1, 12).date(),
                all3("Sitzung des Beirats", "Meeting of the board"),
                all3("- Es gab *Kaffee*.\n- Siehe [Seite](https://example.org/).", "- There was *coffee*."),
            ),
        ),
        contact=Contact(
            "Frau Muster", "Zimmer 3", "0123 456", "muster@example.org", all3("vormittags", "in the morning")
        ),
        privacy=Privacy(
            "Stadt Neustadt",
            "dsb@example.org",
            "Landesbeauftragte",
            all3("Wir möchten Ihre Meinung hören.", "We would like to hear your opinion."),
        ),
    ),
    surveys={
        survey.slug: PublishedSurvey(survey.slug, {1: survey})
        for survey in (
            RATHAUS,
            FRAGEN,
            replace(FRAGEN, slug="bald", title=all3("Demnächst", "Soon"), opens=berlin(2024, 4, 1, 8)),
            replace(FRAGEN, slug="vorbei", title=all3("Gestern", "Yesterday"), closes=berlin(2024, 3, 1, 18)),
        )
    },
    events={
        "fest": Event(
            "fest",
            all3("Stadtfest", "Town festival"),
            berlin(2024, 3, 18, 10),
            berlin(2024, 3, 24, 18),
            place="Marktplatz",
        ),
        "treff": Event("treff", all3("Offener Treff", "Open meeting"), berlin(2024, 3, 14, 18)),
    },
)
"""A small town with every kind of question."""

READING = replace(SMALL, guidelines={"spielregeln": PublishedGuideline("spielregeln", {1: SPIELREGELN})})
"""The same town, with a guideline to read."""


def _read(kind: str, body: Mapping[str, Any]) -> Any:
    """One item of the sample file; wall times get the zone they lack."""
    timed = {
        key: datetime.fromisoformat(value).replace(tzinfo=BERLIN).astimezone(UTC)
        if key in ("opens", "closes", "starts", "ends")
        else value
        for key, value in body.items()
    }
    return definitions.adapter(kind).validate_python(timed)


@cache
def lautern() -> City:
    """The sample city of the demo."""
    body = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    return City(
        project=_read("project", body["project"]),
        surveys={s["slug"]: PublishedSurvey(s["slug"], {1: _read("survey", s)}) for s in body["surveys"]},
        guidelines={
            g["slug"]: PublishedGuideline(g["slug"], {1: _read("guideline", g)}) for g in body["guidelines"]
        },
        events={e["slug"]: _read("event", e) for e in body["events"]},
    )
