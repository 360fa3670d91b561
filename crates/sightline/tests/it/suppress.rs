//! `sightline suppress`, as `docs/disclosure.md` says.

use serde_json::{Value, json};

use crate::support::*;

/// What a file of tables is answered with: exit code, answers, complaints.
fn suppress(file: &Value) -> (i32, Value, String) {
    let folder = folder();
    let path = folder.path().join("tables.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let answer = sightline(&["suppress", text(&path), "--json"]);
    (
        answer.code,
        serde_json::from_str(&answer.out).unwrap(),
        answer.err,
    )
}

#[test]
fn a_one_way_table_with_a_subtotal() {
    let (code, answers, complaints) = suppress(&json!({"tables": [{
        "id": "t", "kind": "one_way", "cells": [3, 40, 52], "threshold": 6,
        "subtotals": [{"name": "A", "members": [0, 1]}],
        "margins_published": true, "protect_zeros": false
    }]}));
    assert_eq!((code, &*complaints), (0, ""));
    assert_eq!(
        answers,
        json!({"tables": [{
            "id": "t", "cells": ["c", "c", 52],
            "margins": {"subtotals": {"A": 43}, "total": 95}
        }]})
    );
}

#[test]
fn a_two_way_table_with_a_missing_cell_and_a_zero() {
    let (code, answers, _) = suppress(&json!({"tables": [{
        "id": "t", "kind": "two_way", "cells": [[3, 40, 0], [30, 50, null]],
        "subtotals": [{"name": "right", "members": [[0, 2], [1, 2]]}]
    }]}));
    assert_eq!(code, 0);
    assert_eq!(
        answers["tables"][0],
        json!({
            "id": "t", "cells": [["c", "c", 0], ["c", "c", null]],
            "margins": {
                "rows": [43, 80], "cols": [33, 90, 0], "subtotals": {"right": 0}, "total": 123
            }
        })
    );
}

#[test]
fn sums_that_are_withheld_are_not_in_the_answer() {
    let (_, answers, _) = suppress(&json!({"tables": [{
        "id": "t", "kind": "two_way", "cells": [[3, 40], [30, 50]],
        "subtotals": [{"name": "A", "members": [[0, 0], [0, 1]]}],
        "margins_published": false
    }]}));
    assert_eq!(
        answers["tables"][0],
        json!({"id": "t", "cells": [["c", 40], [30, 50]]})
    );
}

#[test]
fn zeros_and_the_threshold_are_the_tables_own() {
    let (_, answers, _) = suppress(&json!({"tables": [
        {"id": "a", "kind": "one_way", "cells": [0, 40, 52], "protect_zeros": true},
        {"id": "b", "kind": "one_way", "cells": [3, 40, 52], "threshold": 3}
    ]}));
    assert_eq!(answers["tables"][0]["cells"], json!(["c", "c", 52]));
    assert_eq!(answers["tables"][1]["cells"], json!([3, 40, 52]));
}

/// Each wrong table with the place and reason that must be said of it.
#[test]
fn a_wrong_table_is_named_with_its_cell_and_the_others_are_answered() {
    let wrong = [
        (
            json!({"kind": "one_way", "cells": [3, -4]}),
            "cell [1]: -4 is below 0",
        ),
        (
            json!({"kind": "two_way", "cells": [[3, 4], [5, -6]]}),
            "cell [1, 1]: -6 is below 0",
        ),
        (
            json!({"kind": "one_way", "cells": [3.5]}),
            "cell [0]: 3.5 is not a whole number",
        ),
        (
            json!({"kind": "one_way", "cells": [3, "c"]}),
            "cell [1]: \"c\" is not a count",
        ),
        (
            json!({"kind": "one_way", "cells": [1e300]}),
            "cell [0]: 1e+300 is not a whole number",
        ),
        (
            json!({"kind": "one_way", "cells": [4_000_000_000_u64]}),
            "cell [0]: 4000000000 is more than",
        ),
        (
            json!({"kind": "one_way", "cells": []}),
            "cells: there are none",
        ),
        (json!({"kind": "one_way"}), "cells: are missing"),
        (
            json!({"kind": "one_way", "cells": [[3]]}),
            "cell [0]: [3] is not a count",
        ),
        (
            json!({"kind": "two_way", "cells": [3]}),
            "row 0: 3 is not a list of counts",
        ),
        (
            json!({"kind": "two_way", "cells": [[3, 4], [5]]}),
            "row 1: has 1 cells, and row 0 has 2",
        ),
        (
            json!({"kind": "three_way", "cells": [3]}),
            "kind: “three_way” is no kind of table",
        ),
        (json!({"cells": [3]}), "kind: is missing"),
        (
            json!({"kind": "one_way", "cells": [3], "threshold": -1}),
            "threshold: ",
        ),
        (
            json!({"kind": "one_way", "cells": [3], "subtotals": [{"name": "A", "members": [1]}]}),
            "subtotal “A”, cell [1]: the table has no such cell",
        ),
        (
            json!({"kind": "two_way", "cells": [[3]], "subtotals": [{"name": "A", "members": [0]}]}),
            "“A”: the member 0 is not a cell’s [row, column]",
        ),
    ];
    for (mut table, reason) in wrong {
        table["id"] = json!("this one");
        let right = json!({"id": "right", "kind": "one_way", "cells": [7]});
        let (code, answers, complaints) = suppress(&json!({"tables": [table, right]}));
        assert_eq!(code, 2, "{reason}");
        assert!(complaints.contains("“this one”"), "{complaints}");
        assert!(
            complaints.contains(reason),
            "{complaints} does not say: {reason}"
        );
        assert_eq!(
            answers,
            json!({"tables": [
                {"id": "right", "cells": [7], "margins": {"subtotals": {}, "total": 7}}
            ]})
        );
    }
}

/// A misspelt field would leave zeros in sight without a word.
#[test]
fn a_field_that_says_nothing_is_pointed_out() {
    let (code, _, complaints) = suppress(&json!({"tables": [
        {"id": "t", "kind": "one_way", "cells": [7], "protect_zeroes": true}
    ]}));
    assert_eq!(code, 0);
    assert!(complaints.contains("“protect_zeroes”"), "{complaints}");
}
