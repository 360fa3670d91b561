//! What can be written on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use record::entry::{Classification, Head};
use record::id::Authority;
use record::view::Audience;
use serde::{Deserialize, Serialize};
use store::{Address, Home};

use crate::commands::stats::answers::Asked;
use crate::commands::stats::charts::Charted;
use crate::commands::stats::funnel::FunnelOf;
use crate::commands::stats::rule_sets::RuleSets;
use crate::commands::stats::trajectory::TrajectoryOf;
use crate::commands::stats::xmr::Xmr;

/// The improvement record of children's services: what was found, promised and
/// done, as it stood on any date, and the papers made from it.
#[derive(Debug, Parser)]
#[command(
    name = "sightline",
    version,
    after_help = "Exit codes: 0 done; 1 a check failed; 2 the input or the command is wrong; 3 something is missing; 4 it cannot be written, or another program is using it; 5 it is damaged; 6 a newer Sightline wrote it.\n\nFirst steps:\n  sightline demo\n  sightline import FOLDER --data DIR\n  sightline serve --data DIR"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open the records of Coventry and of Marlshire, a made-up council, in a browser
    #[command(after_help = "Example:\n  sightline demo --port 8090")]
    Demo(Demo),
    /// Serve the pages of a data folder
    #[command(
        after_help = "What the command line says goes before the settings file.\n\nExamples:\n  sightline serve --data /srv/sightline --port 8080\n  sightline serve --config /etc/sightline/sightline.toml"
    )]
    Serve(Serve),
    /// Read entries from a file or folder, all or nothing
    #[command(
        after_help = "Files end in .toml (written by hand), .csv (readings) or .jsonl (from an export). The data folder is made if there is none.\n\nA sheet of readings, .csv or .xlsx, has the headings measure, period, value, numerator, denominator, breakdown, or measure and months across the top; it needs --authority. Look at the preview first: it says what each cell was taken for.\n\nExample of a sheet:\n  measure,period,numerator,denominator\n  re-referrals,Mar 2026,31,142\n\nExamples:\n  sightline import demo/coventry --data /srv/sightline\n  sightline import march.xlsx --authority coventry --preview --data /srv/sightline"
    )]
    Import(Import),
    /// Read what is published for every council, once for all of them
    #[command(
        subcommand,
        after_help = "A mapping says what the columns of a file mean. “describe” drafts one that works as it stands; look at it before you import.\n\nExample:\n  sightline dataset describe referrals.csv > referrals.toml\n  sightline dataset import referrals.csv --mapping referrals.toml --released 2025-10-30 --data /srv/sightline"
    )]
    Dataset(DatasetCommand),
    /// List the measures a board looks at, with what each means
    #[command(
        after_help = "A measure says which of these it is by its key, in square brackets: catalogue = \"re-referrals\". Groups: front door; assessment, section 47 and conference; children in need and child protection; children in care; missing and exploitation; care leavers; workforce; quality of practice; population.\n\nExample:\n  sightline catalogue --group workforce"
    )]
    Catalogue(Catalogue),
    /// Read entries as JSON lines, storing each before the next
    #[command(
        after_help = "Prints the number of each entry once it is safely on the disk. Stops at the first line that is wrong; the lines before it stay stored.\n\nExample:\n  sightline append --data /srv/sightline < new-entries.jsonl"
    )]
    Append(Data),
    /// Write entries as JSON lines: all of them, or what an audience may see
    #[command(
        after_help = "Without --audience this is the whole record, small numbers and what is closed included, for those who keep it: it can be imported elsewhere and its hashes checked. With --audience public it is what anybody may see on the pages today: small counts are hidden, with as many others as it takes that nobody can work them out; what is closed, who recorded an entry, salts and hashes are left out. That file is for readers; it cannot be restored from.\n\nExamples:\n  sightline export --data /srv/sightline > record.jsonl\n  sightline export --audience public --data /srv/sightline > for-everybody.jsonl"
    )]
    Export(Export),
    /// Write one file with everything, while people work
    #[command(
        after_help = "Example:\n  sightline backup /backups/2026-11-23.zip --data /srv/sightline"
    )]
    Backup(Backup),
    /// Bring a backup back into an empty folder or database
    #[command(
        after_help = "The whole file is checked before anything is written.\n\nExample:\n  sightline restore /backups/2026-11-23.zip --data /srv/restored"
    )]
    Restore(Restore),
    /// Check that nothing was edited, removed, swapped or added
    #[command(
        after_help = "A head is printed at the foot of every paper. With it, a record whose end was cut off or written anew is found too.\n\nExample:\n  sightline verify --data /srv/sightline --head 2928:c9d0…"
    )]
    Verify(Verify),
    /// Look whether a server is set up well, and say what to do
    #[command(
        after_help = "One line for each thing looked at: ok, warn or fail. Changes nothing. The exit code is 1 if something fails.\n\nExamples:\n  sightline doctor --config /etc/sightline/sightline.toml\n  sightline doctor --data /srv/sightline"
    )]
    Doctor(Settings),
    /// Copy everything to an empty folder or database
    #[command(
        after_help = "The copy is checked before it is given its name, and exports the same bytes.\n\nExample:\n  sightline copy --from /srv/sightline --to postgres://sightline@db:5432/sightline"
    )]
    Copy(Copy),
    /// Fill the plain tables for Power BI and other readers of SQL
    #[command(
        after_help = "The tables stand in the schema sightline_bi of the database: what the Board may see, as it stands today, of every authority. The role sightline_bi can read them and nothing else. Run it again, by a timer, to bring them up to date.\n\nExample:\n  sightline bi --database postgres://sightline@db:5432/sightline"
    )]
    Bi(Bi),
    /// Make a paper
    #[command(subcommand)]
    Report(Report),
    /// Check a draft: which of its sentences a figure of the record stands behind
    #[command(
        after_help = "Reads plain text or Markdown. Each sentence that gives a figure or says which way something went is bound to a reading, or said to have none behind it; sums, years and whom it compares with are checked. What was found is a help for whoever wrote it: it may read a sentence wrongly, and says what it doubts. The exit code is 1 if a sentence is contradicted or unevidenced.\n\nExample:\n  sightline claims note.md --authority coventry --as-at 2018-07-19 --data DIR"
    )]
    Claims(Claims),
    /// Work out limits, signals and forecasts of series of figures
    #[command(
        subcommand,
        after_help = "A JSON file has any number of cases; a CSV has one series, with the header date,value or date,y,n. A case that is wrong is named on standard error, the others are answered, and the exit code is 2.\n\nExample:\n  sightline stats xmr repeat-plans.csv --direction decrease --target 20"
    )]
    Stats(Stats),
    /// Hide small counts of tables, so that nobody can work them out
    #[command(
        after_help = "Each table is one_way (a list of counts) or two_way (a list of rows). Counts of 1 to 5 are hidden unless the table has another threshold, and with them as few others as it takes. A table that is wrong is named on standard error, the others are answered, and the exit code is 2.\n\nExample:\n  sightline suppress tables.json\n\nExample of a file:\n  {\"tables\": [{\"id\": \"plans\", \"kind\": \"one_way\", \"cells\": [150, 149, 52, 4]}]}"
    )]
    Suppress(Asked),
}

/// One kind of statistic each.
#[derive(Debug, Subcommand)]
pub(crate) enum Stats {
    /// XmR charts: limits, signals, variation, assurance and the statement
    #[command(
        after_help = "Example:\n  sightline stats xmr repeat-plans.csv --direction decrease --target 20"
    )]
    Xmr(Xmr),
    /// Run charts: the median, and Anhøj's rules
    #[command(after_help = "Example:\n  sightline stats run repeat-plans.csv")]
    Run(Charted),
    /// I charts: individual values
    #[command(after_help = "Example:\n  sightline stats i days-to-conference.csv --part-after 12")]
    I(Charted),
    /// p charts: proportions
    #[command(
        after_help = "The CSV has the header date,y,n: so many of so many.\n\nExample:\n  sightline stats p conferences-on-time.csv"
    )]
    P(Charted),
    /// p′ charts (Laney): proportions of large numbers
    #[command(
        after_help = "The CSV has the header date,y,n: so many of so many.\n\nExample:\n  sightline stats pp re-referrals.csv"
    )]
    Pp(Charted),
    /// u charts: rates
    #[command(
        after_help = "The CSV has the header date,y,n: so many events, in so many people or months.\n\nExample:\n  sightline stats u missing-episodes.csv"
    )]
    U(Charted),
    /// u′ charts (Laney): rates of large numbers
    #[command(
        after_help = "The CSV has the header date,y,n: so many events, in so many people or months.\n\nExample:\n  sightline stats up referrals.csv"
    )]
    Up(Charted),
    /// c charts: counts
    #[command(after_help = "Example:\n  sightline stats c complaints.csv")]
    C(Charted),
    /// g charts: cases between rare events
    #[command(
        after_help = "Each value is the number of cases between one event and the next.\n\nExample:\n  sightline stats g cases-between.csv"
    )]
    G(Charted),
    /// t charts: time between rare events
    #[command(
        after_help = "Each value is the time between one event and the next, above 0.\n\nExample:\n  sightline stats t days-between.csv"
    )]
    T(Charted),
    /// Many units, each against limits for its size
    #[command(
        after_help = "Each row is a unit, such as an authority: in a CSV y is what was counted and n out of what.\n\nExample:\n  sightline stats funnel authorities.json --type proportion\n\nExample of a file:\n  {\"cases\": [{\"id\": \"a\", \"type\": \"proportion\", \"numerator\": [12, 30], \"denominator\": [40, 90]}]}"
    )]
    Funnel(FunnelOf),
    /// How likely a series is to meet its target by a date
    #[command(
        after_help = "Says nothing from under 12 values, nor further ahead than half as many periods as there are values, 12 at most.\n\nExample:\n  sightline stats trajectory assessments.csv --h 6 --direction increase --target 90"
    )]
    Trajectory(TrajectoryOf),
    /// List the rule sets that have a name
    #[command(after_help = "Example:\n  sightline stats rulesets")]
    Rulesets(RuleSets),
}

/// Where the record is kept.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Where {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://NAME@HOST:5432/DATABASE. Its
    /// password is best given in the variable PGPASSWORD
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Where {
    /// The folder or database named.
    pub(crate) fn home(&self) -> Home {
        match (&self.database, &self.data) {
            (Some(url), _) => Home::Database(address(url)),
            (None, folder) => Home::Folder(folder.clone().unwrap_or_default()),
        }
    }
}

/// The address of a database, with the password kept in the environment, where
/// PostgreSQL's own programs look for it too.
pub(crate) fn address(url: &str) -> Address {
    Address::new(url, std::env::var("PGPASSWORD").ok())
}

#[derive(Debug, Args)]
pub(crate) struct Data {
    #[command(flatten)]
    pub(crate) at: Where,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// For whom [default: those who keep the record, who get all of it]
    #[arg(long, value_enum)]
    pub(crate) audience: Option<For>,
    #[command(flatten)]
    pub(crate) at: Where,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Port on this machine
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Where to keep the demonstration's data [default: a temporary folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) settings: Settings,
}

/// What says how a server runs.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// The settings file; packaging/sightline.toml explains each setting
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The data folder
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://NAME@HOST:5432/DATABASE
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    pub(crate) database: Option<String>,
    /// Address of this machine [default: 127.0.0.1]
    #[arg(long, value_name = "IP")]
    pub(crate) address: Option<IpAddr>,
    /// Port on this machine [default: 8080]
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// For whom the pages are made [default: public]. Nobody signs in yet: whoever
    /// can reach the port sees what the Board may see if you choose that
    #[arg(long, value_enum)]
    pub(crate) audience: Option<For>,
}

/// For whom pages are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum For {
    /// What is public and was published
    #[default]
    Public,
    /// What members of the Board may see
    Board,
}

impl From<For> for Audience {
    fn from(chosen: For) -> Self {
        match chosen {
            For::Public => Self::PublicPage,
            For::Board => Self::Board,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A file, or a folder whose files are read in order of their names
    #[arg(value_name = "FILE|FOLDER")]
    pub(crate) from: PathBuf,
    /// For a sheet of readings (.csv with headings of its own, or .xlsx): whose
    /// they are
    #[arg(long, value_name = "NAME")]
    pub(crate) authority: Option<Authority>,
    /// For a sheet of readings: who may see them
    #[arg(long, value_name = "WHO", default_value = "board")]
    pub(crate) classification: Classification,
    /// Show what was understood, cell by cell, and store nothing
    #[arg(long, visible_alias = "dry-run")]
    pub(crate) preview: bool,
    /// Answer a preview in JSON
    #[arg(long, requires = "preview")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) at: Where,
}

/// What is done with a published file.
#[derive(Debug, Subcommand)]
pub(crate) enum DatasetCommand {
    /// Draft the mapping of a CSV file
    #[command(
        after_help = "Prints the mapping. Nothing is stored.\n\nExample:\n  sightline dataset describe referrals.csv > referrals.toml"
    )]
    Describe(DescribeDataset),
    /// Store a release, all or nothing; the same release again does nothing
    #[command(
        after_help = "A later release of the same dataset is a version more, and both are kept; the same release read again by another mapping corrects what was read. A file with other columns is refused. Whatever is wrong is named by line and column, nothing is stored, and the exit code is 2.\n\nExample:\n  sightline dataset import referrals.csv --mapping referrals.toml --released 2025-10-30 --dry-run --data /srv/sightline"
    )]
    Import(ImportDataset),
}

#[derive(Debug, Args)]
pub(crate) struct DescribeDataset {
    /// The file
    #[arg(value_name = "FILE.csv")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ImportDataset {
    /// The file
    #[arg(value_name = "FILE.csv")]
    pub(crate) file: PathBuf,
    /// What its columns mean
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) mapping: PathBuf,
    /// The day it was published
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) released: Date,
    /// Show what was understood and store nothing
    #[arg(long, visible_alias = "preview")]
    pub(crate) dry_run: bool,
    /// Answer in JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) at: Where,
}

#[derive(Debug, Args)]
pub(crate) struct Catalogue {
    /// Only this group
    #[arg(long)]
    pub(crate) group: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; it must not exist yet
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) at: Where,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) at: Where,
    /// A register of erasures, to be carried out again
    #[arg(long, value_name = "FILE")]
    pub(crate) erasures: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Bi {
    /// The PostgreSQL database
    #[arg(long, value_name = "URL")]
    pub(crate) database: String,
}

#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// What to copy
    #[arg(long, value_name = "DIR|URL")]
    from: String,
    /// Where to; nothing may be there yet
    #[arg(long, value_name = "DIR|URL")]
    to: String,
}

impl Copy {
    /// What is copied, and where to.
    pub(crate) fn homes(&self) -> (Home, Home) {
        let home = |text: &str| Home::of(text, address);
        (home(&self.from), home(&self.to))
    }
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) at: Where,
    /// A head noted elsewhere, as printed at the foot of a paper
    #[arg(long, value_name = "SEQ:HASH")]
    pub(crate) head: Option<Head>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Report {
    /// The Scrutiny briefing note of a date
    #[command(
        after_help = "Prints the path of each file made.\n\nExamples:\n  sightline report briefing --authority coventry --as-at 2018-07-19 --format html,docx,pdf,md --out papers --data DIR\n  sightline report briefing --authority coventry --as-at 2018-07-19 --known-at 2026-11-23 --format pdf --out papers --data DIR"
    )]
    Briefing(Briefing),
    /// The Improvement Board's highlight report
    #[command(
        after_help = "A board paper: it holds what is public and what is for the board. It is compared with the last one issued, else with the last meeting, unless --since names a day.\n\nExample:\n  sightline report highlight --authority marlshire --as-at 2026-11-23 --format pdf --out papers --data DIR"
    )]
    Highlight(Highlight),
    /// The plan on one side of A4
    #[command(
        after_help = "A public paper.\n\nExample:\n  sightline report plan-on-a-page --authority marlshire --as-at 2026-11-23 --out papers --data DIR"
    )]
    PlanOnAPage(Paper),
    /// The plan in full, in plain sentences
    #[command(
        after_help = "A public paper.\n\nExample:\n  sightline report accessible-plan --authority marlshire --as-at 2026-11-23 --out papers --data DIR"
    )]
    AccessiblePlan(Paper),
}

#[derive(Debug, Args)]
pub(crate) struct Briefing {
    #[command(flatten)]
    pub(crate) paper: Paper,
    /// The date the paper is published [default: the date as known]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Highlight {
    #[command(flatten)]
    pub(crate) paper: Paper,
    /// The day to compare with [default: the last report issued, else the last
    /// meeting]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<Date>,
    /// The date the report is issued [default: it is a draft]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) issued: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Claims {
    /// The draft: plain text or Markdown
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Short name of the authority
    #[arg(long)]
    pub(crate) authority: Authority,
    /// What was true on this date [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_at: Option<Date>,
    /// As far as it was known on this date [default: the same]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) known_at: Option<Date>,
    /// Whose figures it may rest on
    #[arg(long, value_enum, default_value_t)]
    pub(crate) audience: For,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) at: Where,
}

/// What every paper is asked for with.
#[derive(Debug, Args)]
pub(crate) struct Paper {
    /// Short name of the authority
    #[arg(long)]
    pub(crate) authority: Authority,
    /// What was true on this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_at: Date,
    /// As far as it was known on this date [default: the same]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) known_at: Option<Date>,
    /// As far as this system had recorded it by this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) recorded_by: Option<Date>,
    /// Formats, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "html,docx,pdf,md")]
    pub(crate) format: Vec<Format>,
    /// A template of your own
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) at: Where,
}

/// Formats of papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A web page
    Html,
    /// Word
    Docx,
    /// PDF for reading and printing, accessible
    Pdf,
    /// Markdown
    Md,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .ok()
        .filter(|_| text.len() == 10)
        .ok_or_else(|| format!("“{text}” is not a real date: write it as 2018-07-19"))
}
