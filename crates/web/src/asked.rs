//! What an address asks besides its page: the dates, and the page's own parameters.

use jiff::civil::Date;

use crate::components::date::{long_date, read_date};
use crate::moment::{AS_AT, DateProblems, KNOWN_AT, Moment, RECORDED_BY};

/// The parameters of an address, decoded; the first of each name counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    parameters: Vec<(String, String)>,
}

impl Asked {
    /// Takes the parameters of an address as they came.
    #[must_use]
    pub const fn new(parameters: Vec<(String, String)>) -> Self {
        Self { parameters }
    }

    /// A parameter that says something.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Those of these parameters that say something, with what they say.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Vec<(String, String)> {
        names
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), self.get(name)?.to_owned())))
            .collect()
    }

    /// The dates asked for: today if none, and known on the day itself unless said.
    ///
    /// # Errors
    /// What is wrong with each of them, for showing beside its field.
    pub fn moment(&self, today: Date) -> Result<Moment, Box<DateProblems>> {
        let read = |name| {
            self.get(name)
                .map(|typed| date(typed, today).map_err(|problem| (typed.to_owned(), problem)))
                .transpose()
        };
        match (read(AS_AT), read(KNOWN_AT), read(RECORDED_BY)) {
            (Ok(as_at), Ok(known_at), Ok(recorded_by)) => {
                let as_at = as_at.unwrap_or(today);
                Ok(Moment {
                    today,
                    as_at,
                    known_at: known_at.unwrap_or(as_at),
                    recorded_by,
                })
            }
            (as_at, known_at, recorded_by) => Err(Box::new(DateProblems {
                as_at: as_at.err(),
                known_at: known_at.err(),
                recorded_by: recorded_by.err(),
            })),
        }
    }
}

/// A day up to today. The record says nothing of days to come.
fn date(typed: &str, today: Date) -> Result<Date, String> {
    let date = read_date(typed)?;
    if date > today {
        return Err(format!(
            "{} has not come yet. Today is {}",
            long_date(date),
            long_date(today)
        ));
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn asked(parameters: &[(&str, &str)]) -> Asked {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Asked::new(parameters.iter().map(owned).collect())
    }

    #[test]
    fn a_day_is_seen_as_known_on_it_unless_said() {
        let july = date(2018, 7, 4);
        assert_eq!(asked(&[]).moment(TODAY), Ok(Moment::now(TODAY)));
        assert_eq!(
            asked(&[(AS_AT, " 4 July 2018 "), (KNOWN_AT, "")]).moment(TODAY),
            Ok(Moment::on(TODAY, july))
        );
        assert_eq!(
            asked(&[(KNOWN_AT, "2018-07-04"), (RECORDED_BY, "2026-01-02")]).moment(TODAY),
            Ok(Moment {
                known_at: july,
                recorded_by: Some(date(2026, 1, 2)),
                ..Moment::now(TODAY)
            })
        );
    }

    #[test]
    fn each_wrong_date_is_told_with_what_was_typed() {
        let problems = asked(&[
            (AS_AT, "soon"),
            (KNOWN_AT, "2026-11-24"),
            (RECORDED_BY, "2018-02-30"),
        ])
        .moment(TODAY);
        let problems = problems.err().unwrap_or_default();
        let told = |problem: Option<(String, String)>| problem.unwrap_or_default();
        assert_eq!(told(problems.as_at).0, "soon");
        assert_eq!(
            told(problems.known_at).1,
            "24 November 2026 has not come yet. Today is 23 November 2026"
        );
        assert_eq!(
            told(problems.recorded_by).1,
            "There is no such day as 2018-02-30"
        );
    }
}
