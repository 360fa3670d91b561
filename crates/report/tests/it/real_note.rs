//! What the real Scrutiny note of 19 July 2018 says: for each fact, words of our
//! own that the note made from the record must contain.

/// The place in the note and the fact, with the words that say it.
pub(crate) const FACTS: [(&str, &[&str]); 31] = [
    (
        "head",
        &[
            "Education and Children's Services Scrutiny Board (2)",
            "Progress on the Children’s Services Improvement Plan",
        ],
    ),
    (
        "1.1 board and next",
        &[
            "Improvement Board",
            "on 4 July 2018",
            "next meets on 3 October 2018",
        ],
    ),
    (
        "2.1 asks",
        &[
            "1) consider the progress made",
            "2) receive regular updates",
            "3) identify any further recommendations for the Cabinet Member",
        ],
    ),
    (
        "3.1 inadequate twice",
        &[
            "published on 21 March 2014",
            "overall grade “inadequate”",
            "Local Safeguarding Children Board",
        ],
    ),
    (
        "3.1 notice",
        &[
            "As a result, the Department for Education issued an",
            "improvement notice",
            "on 30 June 2014",
        ],
    ),
    (
        "3.1 two-year review",
        &[
            "on 30 November 2016",
            "quality of practice",
            "partnership working",
        ],
    ),
    (
        "3.1 re-inspection",
        &[
            "from 6 to 30 March 2017",
            "published on 13 June 2017",
            "requires improvement to be good",
            "no longer inadequate",
        ],
    ),
    (
        "3.2 out of intervention",
        &[
            "removed the service from intervention",
            "the notice no longer applies",
        ],
    ),
    (
        "3.2 support begins",
        &[
            "began on 13 June 2017",
            "Twelve months, with two six-month reviews",
        ],
    ),
    (
        "3.2 support ended",
        &["January and June 2018", "It ended on 15 June 2018"],
    ),
    (
        "3.3 board set up",
        &[
            "set up in response to the inadequate rating",
            "to oversee the improvement journey",
        ],
    ),
    (
        "3.3 chair",
        &["experienced improvement consultant, a retired Her Majesty's Inspector"],
    ),
    (
        "3.3 members",
        &[
            "elected members",
            "partner agencies",
            "representative of the Department",
        ],
    ),
    ("3.3 cadence", &["every twelve weeks"]),
    (
        "3.4 commitment",
        &[
            "The Leader and the Chief Executive",
            "key priority",
            "funding",
        ],
    ),
    (
        "3.4 partners",
        &["continue to focus on securing improvement"],
    ),
    (
        "3.5 focused visit",
        &[
            "on 30 and 31 January 2018",
            "two inspectors",
            "two area social work teams",
        ],
    ),
    ("3.5 letter", &["published on 22 February 2018"]),
    (
        "4.1 first review",
        &["every six months", "on 23 January 2018"],
    ),
    (
        "4.1 exit review",
        &[
            "on 15 June 2018",
            "management oversight",
            "caseloads and plans",
            "nine recommendations",
            "regional improvement plan",
        ],
    ),
    (
        "4.2 outcome",
        &[
            "progress since January 2018",
            "satisfied with progress",
            "regional improvement team",
        ],
    ),
    (
        "4.2 member",
        &["improvement lead is now a member", "circulated to members"],
    ),
    ("5.1 conversation", &["in April 2018", "self-evaluation"]),
    (
        "5.2 covered",
        &[
            "serious case reviews",
            "child sexual exploitation",
            "two-year-olds",
            "Regional Adoption Agency",
        ],
    ),
    (
        "6.1 strategy",
        &[
            "Workforce Strategy 2018",
            "capacity, capability and culture",
        ],
    ),
    (
        "6.2 permanent staff",
        &["permanent social workers across all teams"],
    ),
    ("6.3 challenge", &["area-based teams", "West Midlands"]),
    (
        "6.4 grant",
        &[
            "£1,790,610",
            "14 local authorities and 8 higher-education establishments",
            "practice educators",
            "modular framework",
        ],
    ),
    (
        "7 overview",
        &["last three months", "Getting to Good", "considerable time"],
    ),
    (
        "8 communications",
        &["e-newsletter", "open sessions", "visits teams"],
    ),
    (
        "foot",
        &[
            "Authors: ",
            "Director of Children's Services",
            "Children's Services Programme Manager",
        ],
    ),
];
