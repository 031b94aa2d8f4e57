from service.domain.grade_words import explain_conditions, explain_grade
from service.domain.grading import (
    ActionCode,
    Assessment,
    Grade,
    Handling,
    SanitisationCode,
    Source,
)


def test_every_code_of_a_grade_is_said_in_words() -> None:
    grades = [Grade(source=source) for source in Source]
    grades += [Grade(assessment=assessment) for assessment in Assessment]
    grades += [Grade(handling=handling) for handling in Handling]

    said = {words for grade in grades for _code, words in explain_grade(grade)}

    assert "" not in said
    assert len(said) == len(Source) + len(Assessment) + len(Handling)


def test_the_conditions_are_said_in_words_under_c_alone() -> None:
    under_c = Grade(
        action=ActionCode.OVERT_USE, sanitisation=SanitisationCode.MAY_SANITISE
    )

    said = dict(explain_conditions(under_c))

    assert said["A3"].startswith("It may be acted on openly")
    assert said["S1"].startswith("You may rewrite it")
    assert explain_conditions(Grade(handling=Handling.PERMITTED, action="")) == ()


def test_the_default_forbids_to_act_on_it_without_asking() -> None:
    codes = [code for code, _words in explain_conditions(Grade())]

    assert codes == ["A1", "S2"]
