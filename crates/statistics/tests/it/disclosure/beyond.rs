//! What figures beside a table, and earlier publications, give away.

use statistics::disclosure::{
    Behind, Policy, Printed, Register, Rounding, Withheld, printed, rate, share, xmr_leaks,
};

fn dfe() -> Policy {
    Policy::default()
}

fn shares(numerator: u64, denominator: u64) -> Result<(), Withheld> {
    share(Behind::shown(numerator), Behind::shown(denominator), &dfe())
}

#[test]
fn a_percentage_of_small_counts_is_withheld() {
    assert_eq!(shares(60, 461), Ok(()));
    assert_eq!(shares(6, 12), Ok(()));
    // 1 of 3 is 33 %.
    assert_eq!(shares(1, 3), Err(Withheld::SmallDenominator));
    assert_eq!(shares(5, 461), Err(Withheld::SmallNumerator));
    assert_eq!(shares(456, 461), Err(Withheld::SmallRest));
    assert_eq!(shares(0, 461), Ok(()));
    assert_eq!(shares(461, 461), Ok(()));
}

#[test]
fn a_percentage_of_hidden_counts_is_withheld() {
    let (shown, hidden) = (Behind::shown(80), Behind::hidden(52));
    assert_eq!(share(hidden, shown, &dfe()), Err(Withheld::NumeratorHidden));
    assert_eq!(
        share(Behind::shown(20), hidden, &dfe()),
        Err(Withheld::DenominatorHidden)
    );
    assert_eq!(rate(hidden, shown, &dfe()), Err(Withheld::NumeratorHidden));
}

#[test]
fn all_or_none_of_a_small_group_is_withheld() {
    assert_eq!(shares(8, 8), Err(Withheld::EverybodyOrNobody));
    assert_eq!(shares(0, 8), Err(Withheld::EverybodyOrNobody));
    assert_eq!(shares(10, 10), Ok(()));
}

#[test]
fn the_rest_of_a_population_is_no_group() {
    assert_eq!(rate(Behind::shown(40), Behind::shown(42), &dfe()), Ok(()));
    assert_eq!(
        rate(Behind::shown(4), Behind::shown(70_000), &dfe()),
        Err(Withheld::SmallNumerator)
    );
}

#[test]
fn what_was_rounded_lies_between() {
    assert_eq!(Rounding::Five.interval(23), (23, 27));
    assert_eq!(Rounding::Ten.interval(25), (25, 34));
    assert_eq!(Rounding::None.interval(23), (23, 23));
    for count in 0..60 {
        for rounding in [Rounding::None, Rounding::Five, Rounding::Ten] {
            let (low, high) = rounding.interval(count);
            let same: Vec<u64> = (0..99)
                .filter(|&other| rounding.round(other) == rounding.round(count))
                .collect();
            assert_eq!((same.first(), same.last()), (Some(&low), Some(&high)));
        }
    }
    let (low, high) = printed(4.2345, 1);
    assert!((low - 4.15).abs() < 1e-9 && (high - 4.25).abs() < 1e-9);
}

fn names(register: &Register) -> Vec<String> {
    let leaks = register.leaks(&dfe()).unwrap();
    leaks.into_iter().map(|leak| leak.name).collect()
}

/// The year to date in June less that in May is June.
#[test]
fn two_years_to_date_give_a_month() {
    let mut register = Register::new();
    let [april, may, june] =
        [("April", 20), ("May", 31), ("June", 4)].map(|(name, count)| register.count(name, count));
    let to_may = register.sum("April to May", &[(april, 1.0), (may, 1.0)]);
    register.publish(to_may);
    assert_eq!(names(&register), [""; 0]);
    let to_june = register.sum("April to June", &[(to_may, 1.0), (june, 1.0)]);
    register.publish(to_june);
    let leaks = register.leaks(&dfe()).unwrap();
    assert_eq!(leaks.len(), 1);
    assert_eq!(
        (&*leaks[0].name, leaks[0].low, leaks[0].high),
        ("June", 4.0, 4.0)
    );
}

#[test]
fn rounded_sums_give_only_a_range() {
    let mut register = Register::new();
    let [to_may, june] =
        [("April to May", 51), ("June", 4)].map(|(name, count)| register.count(name, count));
    let to_june = register.sum("April to June", &[(to_may, 1.0), (june, 1.0)]);
    register.publish_between(to_may, 48.0, 52.0);
    register.publish_between(to_june, 53.0, 57.0);
    assert_eq!(names(&register), [""; 0]);
    // One of them exact, and June is 2 to 6: too narrow for a threshold of 6.
    register.publish(to_may);
    assert_eq!(names(&register), ["June"]);
}

/// An area less its wards, and two breakdowns of the same children.
#[test]
fn overlapping_breakdowns_are_audited_together() {
    let mut register = Register::new();
    let counts: Vec<_> = [
        ("boys under 5", 3),
        ("boys over 5", 40),
        ("girls under 5", 30),
        ("girls over 5", 50),
    ]
    .into_iter()
    .map(|(name, count)| register.count(name, count))
    .collect();
    let of = |register: &mut Register, name: &str, which: &[usize]| {
        let parts: Vec<_> = which.iter().map(|&at| (counts[at], 1.0)).collect();
        let sum = register.sum(name, &parts);
        register.publish(sum);
    };
    of(&mut register, "boys", &[0, 1]);
    of(&mut register, "girls", &[2, 3]);
    of(&mut register, "under 5", &[0, 2]);
    assert_eq!(names(&register), [""; 0]);
    register.publish(counts[2]);
    assert_eq!(names(&register), ["boys under 5"]);
}

/// A number hidden to protect another must stay uncertain too.
#[test]
fn what_is_hidden_must_not_be_certain() {
    let mut register = Register::new();
    let large = register.count("large", 52);
    let other = register.count("other", 40);
    register.hide(large);
    register.publish(other);
    assert_eq!(names(&register), [""; 0]);
    let total = register.sum("total", &[(large, 1.0), (other, 1.0)]);
    register.publish(total);
    assert_eq!(names(&register), ["large"]);
}

#[test]
fn a_publication_that_is_not_so_is_said() {
    let mut register = Register::new();
    let count = register.count("plans", 52);
    register.publish_between(count, 60.0, 60.0);
    let error = register.leaks(&dfe()).unwrap_err().to_string();
    assert!(
        error.starts_with("“plans” is 52, and was published as between 60 and 60"),
        "{error}"
    );
}

fn months() -> Vec<Behind> {
    let counts = [12, 9, 3, 14, 11, 8, 10, 14, 9, 13, 7, 12];
    counts
        .into_iter()
        .map(|count| {
            if count < 6 {
                Behind::hidden(count)
            } else {
                Behind::shown(count)
            }
        })
        .collect()
}

/// 12 months with a mean of 10.2: their total is 121.8 to 123, so that the one
/// hidden beside 119 is 3 or 4.
#[test]
fn the_mean_of_a_chart_gives_its_one_hidden_month() {
    let no_limits = |mean| Printed { mean, limits: None };
    let leaks = xmr_leaks(&months(), no_limits(Some(1)), &dfe()).unwrap();
    assert_eq!(leaks.len(), 1);
    assert_eq!(leaks[0].name, "point 3");
    assert!((leaks[0].low - 2.8).abs() < 1e-6 && (leaks[0].high - 4.0).abs() < 1e-6);
    // Printed as a whole number it is 9.5 to 10.5: 114 to 126.
    assert_eq!(
        xmr_leaks(&months(), no_limits(Some(0)), &dfe()).unwrap(),
        []
    );
    assert_eq!(xmr_leaks(&months(), no_limits(None), &dfe()).unwrap(), []);
}

#[test]
fn limits_give_it_without_the_mean() {
    let limits = Printed {
        mean: None,
        limits: Some(1),
    };
    let leaks = xmr_leaks(&months(), limits, &dfe()).unwrap();
    assert_eq!(leaks.len(), 1);
    let printed = Printed {
        mean: None,
        limits: None,
    };
    assert_eq!(xmr_leaks(&[], printed, &dfe()).unwrap(), []);
}
