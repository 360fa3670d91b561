//! `sightline stats rulesets`: the rule sets that have a name.

use clap::Args;
use serde::Serialize;
use statistics::rule_set::{FewPoints, RULE_SETS, RuleSet, TwoInThree};

use super::answers::{write, write_json};
use crate::failure::Failure;

/// What the list is asked with.
#[derive(Debug, Args)]
pub(crate) struct RuleSets {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A rule set as written.
#[derive(Serialize)]
struct Listed {
    name: String,
    screen: bool,
    shift: usize,
    trend: usize,
    two_in_three: &'static str,
    few_points: &'static str,
    about: String,
}

impl From<RuleSet> for Listed {
    fn from(set: RuleSet) -> Self {
        Self {
            name: set.name.into_owned(),
            screen: set.screen,
            shift: set.shift,
            trend: set.trend,
            two_in_three: match set.two_in_three {
                TwoInThree::Between => "between",
                TwoInThree::Beyond => "beyond",
            },
            few_points: match set.few_points {
                FewPoints::Say => "say",
                FewPoints::Withhold => "withhold",
            },
            about: set.about.into_owned(),
        }
    }
}

#[derive(Serialize)]
struct List {
    rulesets: Vec<Listed>,
}

/// Prints the rule sets, the one used where none is named first.
pub(crate) fn list(arguments: &RuleSets) -> Result<(), Failure> {
    let list = List {
        rulesets: RULE_SETS.into_iter().map(Listed::from).collect(),
    };
    if arguments.json {
        return write_json(&list);
    }
    let lines: Vec<String> = list
        .rulesets
        .iter()
        .map(|set| format!("{:22} {}\n", set.name, set.about))
        .collect();
    write(&lines.concat())
}
