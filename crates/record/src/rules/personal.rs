//! Nothing that could name a child enters the record unseen.

use serde_json::Value;

use super::text;
use crate::draft::{Draft, Problem};
use crate::personal::{CHECKED, Finding, find, is_checked};

/// Checks every text of a draft. A reason that says somebody looked lets the body
/// stand; the reason itself must name nobody.
pub(super) fn check(draft: &Draft, problems: &mut Vec<Problem>) {
    let about = [
        ("reason", draft.reason.as_deref()),
        ("recorded_by", Some(&*draft.recorded_by)),
        ("command_id", draft.command_id.as_deref()),
    ];
    for (field, text) in about {
        for finding in find(text.unwrap_or_default()) {
            let reason = format!("{finding}: take it out");
            problems.push(draft.problem(field, reason));
        }
    }
    if draft.reason.as_deref().is_some_and(is_checked) {
        return;
    }
    let Some(Ok(Value::Object(fields))) = draft.body.as_deref().map(serde_json::from_str) else {
        return;
    };
    for (field, value) in &fields {
        text::each(field, value, &mut |path, text| {
            problems.extend(
                find(text)
                    .iter()
                    .map(|finding| refusal(draft, path, finding)),
            );
        });
    }
}

fn refusal(draft: &Draft, path: &str, finding: &Finding) -> Problem {
    draft.problem(
        path,
        format!(
            "{finding}: take it out or, if it is no child’s, say so in the reason, which then begins “{CHECKED}”"
        ),
    )
}
