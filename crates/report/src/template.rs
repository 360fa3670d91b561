//! Templates: Markdown with front matter, rendered by MiniJinja over a view and
//! read into the document tree.
//!
//! A template is given [`record::view::SharedView`], never the whole record,
//! and calls the functions of `functions`. What it writes is Markdown of the
//! shape that `markdown` reads.

mod filters;
mod functions;
mod markdown;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, Value, context};
use record::state::Moment;
use record::view::SharedView;
use serde::Deserialize;

use crate::tree::{Document, Figure};

/// A template as it was written.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its file, for error messages.
    pub file: String,
    /// What stands above its text.
    pub front: Front,
    text: String,
    /// Lines of the front matter, so that errors name the file's own lines.
    lines_above: usize,
}

/// Front matter: TOML between two lines `+++`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    /// Which paper it makes: `briefing`.
    pub paper: String,
    /// The template's own version, printed at the foot.
    pub version: u32,
    /// The paper's title.
    pub title: String,
    /// The line after "Subject:".
    pub subject: String,
    /// The most sides of A4 it may have.
    pub sides: Option<u32>,
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct TemplateError {
    /// The template's file.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// What a paper is made for.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The moment whose state it tells.
    pub moment: Moment,
    /// Values a template reads as `paper.…`, by name.
    pub paper: Vec<(&'static str, Value)>,
    /// Pictures a template may show, by name: `![caption](figure:NAME)`.
    pub figures: Vec<(&'static str, Figure)>,
    /// Address of the authority's pages, `/coventry`.
    pub base: String,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// The line of the front matter that is missing or wrong.
    pub fn read(file: &str, source: &str) -> Result<Self, TemplateError> {
        let error = |line: usize, reason: String| TemplateError {
            file: file.to_owned(),
            line,
            reason,
        };
        let source = source.replace("\r\n", "\n");
        let Some((front, text)) = source
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
        else {
            return Err(error(
                1,
                "a template begins with front matter between two lines of +++".to_owned(),
            ));
        };
        let parsed: Front = toml::from_str(front).map_err(|problem| {
            let at = problem.span().map_or(0, |span| span.start);
            let line = 2 + front[..at.min(front.len())].matches('\n').count();
            error(line, problem.message().to_owned())
        })?;
        Ok(Self {
            file: file.to_owned(),
            front: parsed,
            lines_above: front.matches('\n').count() + 3,
            text: text.to_owned(),
        })
    }

    /// Renders the template over a view and reads the result into a tree whose
    /// head and foot the caller completes.
    ///
    /// # Errors
    /// The template's line that failed, and why.
    pub fn document(
        &self,
        view: &SharedView,
        occasion: &Occasion,
        created: jiff::civil::DateTime,
    ) -> Result<Document, TemplateError> {
        let markdown = self.render(view, occasion)?;
        let state = view.view().at(occasion.moment);
        let mut document = markdown::read(&markdown, &state, &occasion.base, &occasion.figures)
            .map_err(|reason| TemplateError {
                file: self.file.clone(),
                line: self.lines_above + 1,
                reason,
            })?;
        document.title.clone_from(&self.front.title);
        document.created = created;
        Ok(document)
    }

    fn render(&self, view: &SharedView, occasion: &Occasion) -> Result<String, TemplateError> {
        let mut env = Environment::new();
        env.set_undefined_behavior(minijinja::UndefinedBehavior::SemiStrict);
        env.set_syntax(syntax().map_err(|error| self.locate(&error))?);
        env.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
        env.set_formatter(write_escaped);
        functions::add(&mut env, view, occasion.moment);
        filters::add(&mut env);
        let located = |error: minijinja::Error| self.locate(&error);
        let template = env.template_from_str(&self.text).map_err(located)?;
        let paper = Value::from_pairs(occasion.paper.iter().cloned());
        template.render(context! { paper }).map_err(located)
    }

    fn locate(&self, error: &minijinja::Error) -> TemplateError {
        let reason = match error.kind() {
            ErrorKind::UndefinedError => "uses a value that does not exist".to_owned(),
            kind => kind.to_string(),
        };
        TemplateError {
            file: self.file.clone(),
            line: self.lines_above + error.line().unwrap_or(1),
            reason: match error.detail() {
                Some(detail) => format!("{reason}: {detail}"),
                None => reason,
            },
        }
    }
}

/// A line that holds only a block leaves no empty line behind.
fn syntax() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
}

/// Writes a value with everything escaped that Markdown would read as a mark,
/// so that no text of the record can change a paper's structure.
fn write_escaped(
    out: &mut Output<'_>,
    _: &mut minijinja::State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    let written = if value.is_undefined() || value.is_none() {
        Ok(())
    } else if value.is_safe() {
        out.write_str(value.as_str().unwrap_or_default())
    } else {
        match value.as_str() {
            Some(text) => out.write_str(&escaped(text)),
            None => out.write_str(&escaped(&value.to_string())),
        }
    };
    written.map_err(minijinja::Error::from)
}

/// Text as Markdown that reads as exactly that text, on one line.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if letter.is_ascii_punctuation() => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}
