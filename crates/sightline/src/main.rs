//! Sightline: the command line. It reads the arguments, opens the store, and
//! hands over; the rooms it wires together do the work.

mod arguments;
mod clock;
mod commands;
mod configuration;
mod demonstration;
mod failure;
mod files;
mod progress;
mod server;
mod tls;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are not failures.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.code())
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(arguments) => commands::serve::demo(&arguments),
        Command::Serve(arguments) => commands::serve::serve(&arguments),
        Command::Import(arguments) => commands::import::import(&arguments),
        Command::Dataset(command) => commands::dataset::dataset(&command),
        Command::Catalogue(arguments) => commands::catalogue::catalogue(&arguments),
        Command::Append(arguments) => commands::append::append(&arguments),
        Command::Export(arguments) => commands::export::export(&arguments),
        Command::Backup(arguments) => commands::backup::backup(&arguments),
        Command::Restore(arguments) => commands::backup::restore(&arguments),
        Command::Doctor(arguments) => commands::doctor::doctor(&arguments),
        Command::Bi(arguments) => commands::bi::bi(&arguments),
        Command::Copy(arguments) => commands::copy::copy(&arguments),
        Command::Verify(arguments) => commands::verify::verify(&arguments),
        Command::Report(arguments) => commands::report::report(&arguments),
        Command::Claims(arguments) => commands::claims::claims(&arguments),
        Command::Stats(arguments) => commands::stats::stats(&arguments),
        Command::Suppress(arguments) => commands::suppress::suppress(&arguments),
    }
}
