//! `sightline catalogue`: the measures a board looks at.

use record::catalogue::{Indicator, catalogue as list};

use crate::arguments::Catalogue;
use crate::failure::Failure;

/// Prints the catalogue, or one group of it.
pub(crate) fn catalogue(arguments: &Catalogue) -> Result<(), Failure> {
    let asked = |one: &&Indicator| {
        arguments
            .group
            .as_ref()
            .is_none_or(|group| *group == one.group)
    };
    let found: Vec<&Indicator> = list().iter().filter(asked).collect();
    if found.is_empty() {
        return Err(Failure::Input(format!(
            "No measure is in the group “{}”. The groups are: {}.",
            arguments.group.as_deref().unwrap_or_default(),
            record::catalogue::groups().join("; ")
        )));
    }
    if arguments.json {
        let written = serde_json::json!({ "indicators": found });
        println!("{written}");
        return Ok(());
    }
    let mut group = "";
    for one in found {
        if one.group != group {
            group = &one.group;
            println!(
                "{}{}",
                if group.is_empty() { "" } else { "\n" },
                group.to_uppercase()
            );
        }
        println!(
            "{:>4}  {} [{}]: {}",
            one.number,
            one.name,
            one.key,
            one.polarity.in_words()
        );
        let of = one
            .denominator
            .as_deref()
            .map_or_else(String::new, |of| format!(", out of {of}"));
        println!("      {}{of}. Period: {}.", one.numerator, one.period);
        if let Some(england) = &one.england {
            let how = if england.computed {
                ", worked out from counts"
            } else {
                ""
            };
            println!(
                "      England {}: {}{how}. {}.",
                england.year, england.value, one.source
            );
        }
    }
    Ok(())
}
