//! Writes Marlshire's entries as lines of JSON, to be read or searched.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for draft in marlshire::drafts(marlshire::ENDS)? {
        let known = draft.known_on.map(|day| day.to_string());
        println!(
            "{}\t{}\t{}\t{}",
            known.unwrap_or_default(),
            draft.classification,
            draft.id,
            draft.body.unwrap_or_default()
        );
    }
    Ok(())
}
