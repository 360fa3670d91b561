//! What could name a child is found, masked, and kept out. Every number and name
//! here is made up; the NHS number is the one the NHS gives as an example.

use record::personal::{Identifier, find, is_checked};

use crate::support::{Book, event, opens};

#[track_caller]
fn finds(text: &str, expected: &[(Identifier, &str)]) {
    let found = find(text);
    let found: Vec<_> = found
        .iter()
        .map(|finding| (finding.identifier, &*finding.masked))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn finds_nothing(text: &str) {
    finds(text, &[]);
}

#[test]
fn nhs_numbers() {
    use Identifier::NhsNumber;
    finds("NHS 943 476 5919.", &[(NhsNumber, "••• ••• ••••")]);
    finds("943-476-5919", &[(NhsNumber, "•••-•••-••••")]);
    finds("(9434765919)", &[(NhsNumber, "••••••••••")]);
    // A wrong check digit, a telephone, an amount, a page.
    finds_nothing("943 476 5918 and 9434765918");
    finds_nothing("024 7683 3333, 0300 123 4567 or 02476833333");
    finds_nothing("£9434765919 and 0.9434765919");
    finds_nothing("0000000000 and 1111111111");
    finds_nothing("See https://files.example.org/9434765919 for it");
}

#[test]
fn pupil_numbers() {
    use Identifier::PupilNumber;
    // Digits 8 2 0 4 0 0 1 1 5 0 0 1 by weights 2 to 13 add up to 122, which
    // leaves 7 of 23: H.
    finds("UPN H820400115001", &[(PupilNumber, "•••••••••••••")]);
    finds("h820400115001", &[(PupilNumber, "•••••••••••••")]);
    finds("A82040011500X", &[(PupilNumber, "•••••••••••••")]);
    finds_nothing("A820400115001, I820400115001 and H8204001150011");
}

#[test]
fn postcodes() {
    use Identifier::Postcode;
    finds("lives at ZE3 9JZ now", &[(Postcode, "••• •••")]);
    finds(
        "cv1 2gt, EC1A1BB",
        &[(Postcode, "••• •••"), (Postcode, "•••••••")],
    );
    finds_nothing("The B1 2nd meeting, Q1 3RD, QQ1 2AB, form A1 2CK, KS1 to KS4, 2018 2019");
}

#[test]
fn dates_of_birth() {
    use Identifier::DateOfBirth;
    finds("born 3 April 2009", &[(DateOfBirth, "• ••••• ••••")]);
    finds("DOB: 03/04/2009", &[(DateOfBirth, "••/••/••••")]);
    finds("d.o.b. 3.4.09", &[(DateOfBirth, "•.•.••")]);
    finds(
        "Date of birth was recorded as 2009-04-03",
        &[(DateOfBirth, "••••-••-••")],
    );
    finds(
        "a boy aged 9 (3rd of April 2009)",
        &[(DateOfBirth, "••• •• ••••• ••••")],
    );
    finds(
        "Sept 3, 2009 is the birthday",
        &[(DateOfBirth, "•••• •, ••••")],
    );
    finds_nothing("Children aged 5 to 16 at 31 March 2018");
    finds_nothing("Babies born in the year to 31 March 2018, or born after 1 April 2010");
    finds_nothing("The board met on 3 April 2019");
    finds_nothing("The service was reborn in April 2019");
}

#[test]
fn names_beside_small_counts() {
    use Identifier::{Initials, Name};
    finds(
        "Two children, Amelia Smith and her brother, came back.",
        &[(Name, "•••••• •••••")],
    );
    finds(
        "3 young people (Jack, Olivia)",
        &[(Name, "••••"), (Name, "••••••")],
    );
    finds("A girl called Blossom was moved", &[(Name, "•••••••")]);
    finds("One child. The child J.S. was moved", &[(Initials, "•.•")]);
    finds_nothing("Two children were moved. Jack Street is closed.");
    finds_nothing("The report by George Street Centre on 45 children");
    finds_nothing("The review of Child A and Child B, one child each");
    finds_nothing("Four children went to Grace House in May");
}

/// What is found is said with its place and never repeated.
#[test]
fn an_entry_that_could_name_a_child_is_refused() {
    Book::new().refuses(
        &[opens("event/two", event("Letter about 943 476 5919"))],
        "title: has what may be an NHS number, ••• ••• ••••, at character 14: take it out or, if it is no child’s, say so in the reason, which then begins “Checked for personal data:”",
    );
}

#[test]
fn a_reason_that_says_it_was_looked_at_lets_it_stand() {
    let mut looked_at = opens("event/two", event("The hub at ZE3 9JZ opened"));
    looked_at.reason = Some("Checked for personal data: the postcode is the hub’s own.".to_owned());
    Book::new().add(&[looked_at.clone()]);

    looked_at.reason = Some("The postcode is the hub’s own.".to_owned());
    assert!(Book::new().append(&[looked_at.clone()]).is_err());
    assert!(!is_checked("Checked for personal data: yes"));

    // The reason itself names nobody either.
    looked_at.reason =
        Some("Checked for personal data: it is not 943 476 5919 that lives there.".to_owned());
    Book::new().refuses(
        &[looked_at],
        "reason: has what may be an NHS number, ••• ••• ••••, at character 38: take it out",
    );
}
