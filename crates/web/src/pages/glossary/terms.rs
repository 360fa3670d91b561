//! The words and their meanings, in alphabetical order of the words.

/// A word of the field and what it means here.
pub(crate) struct Word {
    /// The place on the page that links point to.
    pub(crate) id: &'static str,
    /// The word or words, with their short form.
    pub(crate) term: &'static str,
    /// What is meant, in a sentence or two.
    pub(crate) meaning: &'static str,
}

const fn word(id: &'static str, term: &'static str, meaning: &'static str) -> Word {
    Word { id, term, meaning }
}

/// Every word of the glossary.
pub(crate) const WORDS: &[Word] = &[
    word(
        "action",
        "Action",
        "Something a plan says will be done: by whom, by when, and how anybody can tell. It is owned by a post, so that it stays when a person leaves.",
    ),
    word(
        "agency-worker",
        "Agency worker",
        "A social worker who works for the council through an agency and is not employed by it. The share is of all social workers, agency workers included.",
    ),
    word(
        "annual-engagement-meeting",
        "Annual engagement meeting",
        "A conversation that Ofsted has every year with a council’s leaders about the quality of their services. There is no grade.",
    ),
    word(
        "as-at",
        "As at",
        "The day that is looked at. “As at 4 July 2018” means what was true on 4 July 2018.",
    ),
    word(
        "as-known-on",
        "As known on",
        "The day up to which knowledge is used. “As at 31 March 2018, as known on 4 July 2018” leaves out everything that came out after 4 July 2018, even if it is about March. On public pages, known means published.",
    ),
    word(
        "as-revised",
        "As revised",
        "The value stands as a later release gives it. Publishers correct past years when they publish a new one, so the value first published may have been another; where this record does not hold it, the page says so.",
    ),
    word(
        "assessment",
        "Assessment",
        "Finding out what a child and family need after a referral. It must be finished within 45 working days.",
    ),
    word(
        "audit",
        "Audit, audit round",
        "Practitioners and managers look at children’s cases and say how good the work was. A round is one such look at a number of cases.",
    ),
    word(
        "brag",
        "BRAG",
        "Blue, red, amber, green: the usual colours of a rating of delivery. Which colour means what is for each plan to say, so a page shows its key, with words and shapes beside the colours.",
    ),
    word(
        "care-leaver",
        "Care leaver",
        "A young adult who was in care and whom the council goes on supporting, up to the age of 25 if they want it. Published figures are mostly for those aged 17 to 21.",
    ),
    word(
        "caseload",
        "Caseload",
        "The number of children a social worker is responsible for, as an average over social workers who hold cases.",
    ),
    word(
        "challenge",
        "Challenge",
        "A question that the record raises by itself, such as a green rating that nothing shows. It asks for an answer and does not say that something is wrong.",
    ),
    word(
        "child-in-need",
        "Child in need (CIN)",
        "A child who needs services to be healthy and to develop, or who is disabled (Children Act 1989, section 17). Published counts take in children on a child protection plan, children in care and those still being assessed.",
    ),
    word(
        "child-protection-plan",
        "Child protection plan (CP plan)",
        "A plan to keep a child safe who is judged likely to suffer significant harm. An initial child protection conference decides on it.",
    ),
    word(
        "children-in-care",
        "Children in care, children looked after (CLA)",
        "Children the council looks after, under a court’s order or by agreement with their parents, most of them with foster carers.",
    ),
    word(
        "closed-loop",
        "Closed-loop action",
        "Something an audit asked for of which somebody looked later whether it was done and whether it helped.",
    ),
    word(
        "comparator",
        "Comparator",
        "Whom a figure is compared with: England, the region, or statistical neighbours. It must be for the same period.",
    ),
    word(
        "conflict",
        "Conflict: figures that do not agree",
        "Two published claims about the same thing that differ. Both stay in the record, with what a check of them shows and of what kind the difference is.",
    ),
    word(
        "correction",
        "Correction",
        "A version that says an earlier version was never right. What it corrects can still be seen, but no longer counts once the correction is known.",
    ),
    word(
        "date-change",
        "Date change",
        "A move of an action’s date, with the date until then, who asked, who agreed and why. The first date stays in the record.",
    ),
    word(
        "delivery",
        "Delivery",
        "Whether an action is being done. It is rated apart from impact, since a thing can be done and help nobody.",
    ),
    word(
        "eet",
        "EET and NEET",
        "In education, employment or training; and not in any of these. Said of care leavers.",
    ),
    word(
        "effective",
        "Effective date",
        "The day from which something is true. It is kept apart from the day it became known and the day it was recorded.",
    ),
    word(
        "embedding",
        "Embedding",
        "An action is done, and people are still watching whether it has become the usual way of working.",
    ),
    word(
        "entry",
        "Entry",
        "One thing in the record: a review, a judgement, a meeting, a figure. It has an address of its own, its sources, and a version for every change.",
    ),
    word(
        "evidence",
        "Evidence",
        "What shows that a rating is right: an audit, a figure, a visit, a document. It may lapse, and then has to be shown again.",
    ),
    word(
        "final",
        "Final",
        "The publisher does not expect to change the figure, though a later release may still revise it. Compare provisional.",
    ),
    word(
        "focused-visit",
        "Focused visit",
        "Ofsted’s visit of about two days to look at one part of a council’s services. There is no grade, but there may be areas for priority action.",
    ),
    word(
        "fte",
        "Full-time equivalent (FTE)",
        "Workers counted by the hours they work: two people on half time are one full-time equivalent.",
    ),
    word(
        "funded-programme",
        "Funded programme",
        "Work with money of its own, from a grant or a partner, with what it is to deliver and what was spent.",
    ),
    word(
        "head",
        "Head of the record",
        "The number of the last entry and its hash, at the foot of every page and paper. Whoever has kept a head can check later that nothing before it was changed.",
    ),
    word(
        "highlight-report",
        "Highlight report",
        "The paper in which a programme tells its Board what changed since the last one: exceptions first, then the plan by theme, the figures, the risks and what the Board is asked to decide.",
    ),
    word(
        "hindsight",
        "Hindsight",
        "Looking at a past day with all that is known today, and not only what was known then.",
    ),
    word(
        "ilacs",
        "ILACS",
        "The inspection of local authority children’s services: the framework Ofsted has used since January 2018.",
    ),
    word(
        "impact",
        "Impact",
        "Whether an action makes a difference for children. It is rated apart from delivery and needs something that shows it: audits, figures, what children and families say.",
    ),
    word(
        "improvement-board",
        "Improvement Board",
        "A board with an independent chair that oversees a council’s improvement after an inadequate judgement.",
    ),
    word(
        "improvement-notice",
        "Improvement notice",
        "A notice from the Department for Education that says what a council must improve, and by when.",
    ),
    word(
        "iro",
        "Independent reviewing officer (IRO)",
        "Someone who chairs the reviews of children in care and sees that the council keeps to their plan. They have no part in managing the case.",
    ),
    word(
        "icpc",
        "Initial child protection conference (ICPC)",
        "The meeting that decides whether a child needs a child protection plan, within 15 working days of the strategy discussion that began the enquiry.",
    ),
    word(
        "intervention",
        "Intervention",
        "What the Department for Education does about a council whose services were judged inadequate: a notice or direction, reviews, advisers, and watching for a time after.",
    ),
    word(
        "jtai",
        "Joint targeted area inspection (JTAI)",
        "An inspection of how councils, police, health services and probation work together for children on one theme, made by their inspectorates together.",
    ),
    word(
        "judgement",
        "Judgement",
        "The grade of one area in an inspection: outstanding, good, requires improvement to be good, or inadequate. Until 2013 the third was called adequate. Which areas are graded changes with the framework.",
    ),
    word(
        "lscb",
        "Local safeguarding children board (LSCB)",
        "The board through which a council, police, health services and others worked together to keep children safe. Safeguarding partnerships took its place by September 2019.",
    ),
    word(
        "mean",
        "Mean",
        "The sum of several figures divided by how many there are. One very high or low figure moves it. Compare median.",
    ),
    word(
        "median",
        "Median",
        "The middle one of several figures, put in order. One very high or low figure does not move it. Compare mean.",
    ),
    word(
        "moderation",
        "Moderation",
        "A second look at an audit’s grades by somebody who did not give them. The grades before and after are both kept.",
    ),
    word(
        "monitoring-visit",
        "Monitoring visit",
        "Ofsted’s visit to a council judged inadequate, to look at what has been done since. There is no grade.",
    ),
    word(
        "mash",
        "Multi-agency safeguarding hub (MASH)",
        "Where council, police, health services and others sit together to decide what a contact about a child calls for.",
    ),
    word(
        "numerator",
        "Numerator and denominator",
        "What is counted, and out of how many: in “238 of 1,000 referrals”, 238 is the numerator and 1,000 the denominator.",
    ),
    word(
        "peer-challenge",
        "Peer challenge",
        "A review by people from other councils, at the council’s own invitation. There is no grade.",
    ),
    word(
        "plan",
        "Plan",
        "What a council will do to improve, in themes and actions. A new plan may replace an old one; both stay in the record.",
    ),
    word(
        "private-fostering",
        "Private fostering",
        "A child under 16, or under 18 if disabled, who lives for 28 days or more with someone who is neither a parent nor a close relative, by arrangement of the family. The council must be told and must visit.",
    ),
    word(
        "provisional",
        "Provisional",
        "The publisher says that the figure may still change. Compare final.",
    ),
    word(
        "plo",
        "Public Law Outline (PLO)",
        "The rules for cases in which a council asks a court to take a child into care, and for the stage before, when parents are told in writing what must change. Courts are to finish a case within 26 weeks.",
    ),
    word(
        "rate",
        "Rate per 10,000",
        "How many there are for every 10,000 children aged 0 to 17 who live in the area, so that areas of unlike size can be compared.",
    ),
    word(
        "re-referral",
        "Re-referral",
        "A referral of a child within 12 months of an earlier one.",
    ),
    word(
        "reading",
        "Reading",
        "One value of a measure, for one area and one period.",
    ),
    word(
        "referral",
        "Referral",
        "A request for services for a child, from a school, the police, a health service, the family or anyone else, that the council’s social care service takes on.",
    ),
    word(
        "regional-plan",
        "Regional improvement plan",
        "Help agreed among the councils of a region for one of them, outside formal intervention.",
    ),
    word(
        "release",
        "Release",
        "One publication of a set of statistics, such as “Children in need 2025”. The same year’s figure may differ from one release to the next.",
    ),
    word(
        "repeat-plan",
        "Repeat plan",
        "A child protection plan for a child who has had one before, at any time.",
    ),
    word(
        "request",
        "Request for information",
        "Something a board asked to be told, with who is to answer, by when, the answer, and whether the board was satisfied.",
    ),
    word(
        "rhi",
        "Return home interview (RHI)",
        "An independent conversation offered to a child who was missing, within 72 hours of their return.",
    ),
    word(
        "risk",
        "Risk",
        "Something that may stop the programme from working. Its score is likelihood times impact, each from 1 to 5.",
    ),
    word(
        "scrutiny",
        "Scrutiny",
        "Councillors who are not in the Cabinet and who question its decisions and services. In Coventry a Scrutiny Board for education and children’s services makes recommendations to the Cabinet Member.",
    ),
    word(
        "section-47",
        "Section 47 enquiry (s47)",
        "What a council must do when it has reason to suspect that a child is suffering, or likely to suffer, significant harm (Children Act 1989, section 47).",
    ),
    word(
        "sign-off",
        "Sign-off",
        "A decision whether an action is done, by those who may decide it. It is accepted or refused, with a reason.",
    ),
    word(
        "sif",
        "Single inspection framework (SIF)",
        "The framework Ofsted used from November 2013 to the end of 2017. It graded services as a whole, and reviewed the local safeguarding children board beside them.",
    ),
    word(
        "slipped",
        "Slipped: date put back",
        "The date of an action was moved to a later one, however often and by whomever. An action is late when the date now in force has passed.",
    ),
    word(
        "statistical-neighbours",
        "Statistical neighbours",
        "The ten areas whose families and circumstances are most like an area’s own, by a model made for the Department for Education. The model of 2021 and that of 2025 name different areas, so a comparison says which it uses.",
    ),
    word(
        "statutory-direction",
        "Statutory direction",
        "An order of the Secretary of State that tells a council what to do, or has someone else do it (Education Act 1996, section 497A). It is the heaviest stage of intervention.",
    ),
    word(
        "supervision-and-support",
        "Supervision and support",
        "What follows the end of an improvement notice: the Department for Education goes on reviewing progress, as a rule for twelve months.",
    ),
    word(
        "symbols",
        "Symbols in place of figures",
        "c: suppressed to protect confidentiality. k: rounds to zero. u: unreliable. x or a colon: not available. z: not applicable. They stand in this record as they were published.",
    ),
    word(
        "theme",
        "Theme",
        "A part of a plan, with an aim, an owner, actions, and the measures that tell whether it works.",
    ),
    word(
        "turnover",
        "Turnover",
        "Social workers who left in a year, as a share of those in post at its end, both as full-time equivalents.",
    ),
    word(
        "uasc",
        "Unaccompanied asylum-seeking children (UASC)",
        "Children under 18 who seek asylum in their own right and have no adult with them who is responsible for them. The council looks after them.",
    ),
    word(
        "unowned",
        "Unowned: nobody in post",
        "The last person recorded in the post that owns an action has left, and nobody has followed.",
    ),
    word(
        "update",
        "Update",
        "What an action’s owner reported of it on a day.",
    ),
    word(
        "vacancy-rate",
        "Vacancy rate",
        "Vacant posts as a share of posts filled and vacant together, as full-time equivalents.",
    ),
    word(
        "version",
        "Version",
        "An entry as it was written on one occasion. A later version changes what is true from its own date, corrects what was wrong, or withdraws the entry; earlier versions stay.",
    ),
    word(
        "voice",
        "Voice",
        "What children, parents, carers and staff said, how they were asked, and what was done about it.",
    ),
    word(
        "working-day",
        "Working day",
        "Any day but Saturdays, Sundays and the bank holidays of England and Wales.",
    ),
];
