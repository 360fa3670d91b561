//! `sightline report`: papers as files.

use std::path::{Path, PathBuf};

use record::id::Authority;
use record::state::Moment;
use record::view::{Audience, SharedView};
use report::paper::PaperError;
use report::template::Template;
use report::tree::Document;
use report::{briefing, highlight, plan_paper};
use store::{Access, Edge, Records, Store};

use crate::arguments::{Format, Paper, Report, Where};
use crate::clock;
use crate::failure::Failure;

/// Makes a paper.
pub(crate) fn report(arguments: &Report) -> Result<(), Failure> {
    match arguments {
        Report::Briefing(asked) => make(
            &asked.paper,
            ("briefing", briefing::TEMPLATE),
            Audience::PublicPaper,
            |view, template, moment| {
                let request = briefing::Request {
                    moment,
                    published: asked.published,
                };
                briefing::briefing(view, template, request)
            },
        ),
        Report::Highlight(asked) => make(
            &asked.paper,
            ("highlight", highlight::TEMPLATE),
            Audience::Board,
            |view, template, moment| {
                let request = highlight::Request {
                    moment,
                    since: asked.since,
                    issued: asked.issued,
                };
                highlight::highlight(view, template, request)
            },
        ),
        Report::PlanOnAPage(paper) => make(
            paper,
            ("plan-on-a-page", plan_paper::ON_A_PAGE),
            Audience::PublicPaper,
            plan_paper::on_a_page,
        ),
        Report::AccessiblePlan(paper) => make(
            paper,
            ("accessible-plan", plan_paper::IN_FULL),
            Audience::PublicPaper,
            plan_paper::in_full,
        ),
    }
}

/// Makes the files of a paper. `form` is its name and the template that comes
/// with the program.
fn make(
    arguments: &Paper,
    form: (&str, &str),
    audience: Audience,
    paper: impl Fn(&SharedView, &Template, Moment) -> Result<Document, PaperError>,
) -> Result<(), Failure> {
    let moment = moment(arguments)?;
    let template = template(arguments.template.as_deref(), form)?;
    let store = Store::open(arguments.at.home(), Access::Read, Edge::system())?;
    let records = Records::new(store)?;
    known_authority(&records, &arguments.authority, &arguments.at)?;
    let programme = records.programme(&arguments.authority)?;
    let view = SharedView::new(programme, audience);
    let document =
        paper(&view, &template, moment).map_err(|error| Failure::Input(error.to_string()))?;
    std::fs::create_dir_all(&arguments.out).map_err(|error| unwritable(&arguments.out, &error))?;
    // Everything is made before anything is written.
    let mut files = Vec::new();
    for format in &arguments.format {
        let (ending, bytes) = print(*format, &document)?;
        let name = name(form.0, arguments, moment, ending);
        files.push((arguments.out.join(name), bytes));
    }
    for (file, bytes) in files {
        write(&file, &bytes)?;
        println!("{}", file.display());
    }
    Ok(())
}

/// Refuses an authority that the record does not hold, and names those it does.
pub(crate) fn known_authority(
    records: &Records,
    authority: &Authority,
    at: &Where,
) -> Result<(), Failure> {
    let authorities = records.authorities()?;
    if authorities.contains(authority) {
        return Ok(());
    }
    let known: Vec<&str> = authorities.iter().map(|name| name.as_str()).collect();
    let known = if known.is_empty() {
        "none".to_owned()
    } else {
        known.join(", ")
    };
    Err(Failure::Missing(format!(
        "There is no authority “{authority}” in {}. There is: {known}.",
        at.home()
    )))
}

fn moment(arguments: &Paper) -> Result<Moment, Failure> {
    let today = clock::today();
    let known = arguments.known_at.unwrap_or(arguments.as_at);
    for (name, date) in [("--as-at", arguments.as_at), ("--known-at", known)] {
        if date > today {
            return Err(Failure::Input(format!(
                "{name} {date} has not come yet: today is {today}."
            )));
        }
    }
    Ok(Moment {
        effective: arguments.as_at,
        known,
        recorded: arguments.recorded_by,
    })
}

fn template(file: Option<&Path>, form: (&str, &str)) -> Result<Template, Failure> {
    let (name, source) = match file {
        None => (format!("{}.md", form.0), form.1.to_owned()),
        Some(file) => {
            let source = std::fs::read_to_string(file).map_err(|error| {
                Failure::Missing(format!(
                    "The template {} cannot be read: {error}.",
                    file.display()
                ))
            })?;
            (file.display().to_string(), source)
        }
    };
    Template::read(&name, &source).map_err(|error| Failure::Input(error.to_string()))
}

/// `briefing-coventry-2018-07-19.pdf`, and the other dates where they differ.
fn name(form: &str, arguments: &Paper, moment: Moment, ending: &str) -> String {
    let mut name = format!("{form}-{}-{}", arguments.authority, moment.effective);
    if moment.known != moment.effective {
        name.push_str(&format!("-known-{}", moment.known));
    }
    if let Some(recorded) = moment.recorded {
        name.push_str(&format!("-recorded-{recorded}"));
    }
    format!("{name}.{ending}")
}

fn print(format: Format, document: &Document) -> Result<(&'static str, Vec<u8>), Failure> {
    let failed = |error: String| Failure::Input(format!("The paper cannot be printed: {error}"));
    Ok(match format {
        Format::Html => ("html", report::write::html::html(document).into_bytes()),
        Format::Md => (
            "md",
            report::write::markdown::markdown(document).into_bytes(),
        ),
        Format::Docx => (
            "docx",
            report::write::docx::docx(document).map_err(|error| failed(error.to_string()))?,
        ),
        #[cfg(feature = "pdf")]
        Format::Pdf => (
            "pdf",
            pdf::pdf(document)
                .map_err(|error| failed(error.to_string()))?
                .bytes,
        ),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => {
            return Err(Failure::Input(
                "This build makes no PDF: use one built with the feature “pdf”, as the published program is, or ask for html, docx or md.".to_owned(),
            ));
        }
    })
}

/// Writes beside the name first, so that no half-written paper bears it.
fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let unfinished: PathBuf = file.with_added_extension("unfinished");
    std::fs::write(&unfinished, bytes)
        .and_then(|()| std::fs::rename(&unfinished, file))
        .map_err(|error| {
            let _ = std::fs::remove_file(&unfinished);
            unwritable(file, &error)
        })
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Unwritable(format!("{} cannot be written: {error}.", path.display()))
}
