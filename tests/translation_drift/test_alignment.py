from translation_drift.alignment import best_matching, equal_runs, gaps, in_order, moved_items


def test_equal_items_are_paired_in_order_and_the_rest_is_left() -> None:
    assert equal_runs("abcd", "axcd") == [(0, 0), (2, 2), (3, 3)]


def test_a_repeated_item_keeps_its_neighbours() -> None:
    assert equal_runs(["q", "yes", "p", "yes"], ["p", "yes"]) == [(2, 0), (3, 1)]


def test_a_moved_item_is_paired_only_when_it_is_unmistakable() -> None:
    assert moved_items("abc", "bca", equal_runs("abc", "bca")) == [(0, 2)]
    assert moved_items(["a", "b", "b"], ["b", "b", "a"], [(0, 2)]) == []


def test_the_best_matching_leaves_out_what_does_not_fit() -> None:
    scores = {(0, 0): 1.0, (1, 1): 0.4, (1, 2): 2.0}
    assert best_matching([0, 1], [0, 1, 2], lambda i, j: scores.get((i, j), 0.0)) == [(0, 0), (1, 2)]


def test_gaps_are_what_lies_between_known_pairs() -> None:
    assert gaps([(1, 1)], 3, 2) == [([0], [0]), ([2], [])]


def test_what_was_moved_is_not_in_order() -> None:
    assert in_order([(0, 0), (1, 3), (2, 1), (3, 2)]) == [(0, 0), (2, 1), (3, 2)]
    assert in_order([]) == []
