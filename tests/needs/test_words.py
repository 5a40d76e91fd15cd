"""The tables beside the code agree with each other."""

from collections import Counter

from wotu.needs.words import deadlines, office_for, offices, terms, topics


def test_every_term_has_a_known_topic_and_words_of_both_sides() -> None:
    for term in terms().values():
        assert term.topic in topics(), term.id
        assert term.said, term.id
        assert term.written, term.id


def test_no_word_stands_twice_in_a_term() -> None:
    twice = {
        term.id: [word for word, number in Counter((*term.said, *term.hint)).items() if number > 1]
        for term in terms().values()
    }

    assert not {id_: words for id_, words in twice.items() if words}


def test_every_topic_has_exactly_one_department() -> None:
    taken = Counter(topic for office in offices("small").values() for topic in office.topics)

    assert taken == dict.fromkeys(topics(), 1)


def test_a_topic_nobody_knows_goes_where_others_go() -> None:
    assert office_for("small", "unheard") == office_for("small", "other")


def test_a_need_is_taken_up_before_it_is_answered() -> None:
    assert 0 < deadlines().warn < deadlines().take_up < deadlines().answer
