//! What the program carries of Coventry is what the files hold.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[test]
fn every_import_file_is_carried() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/coventry");
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml") || name.ends_with(".csv"))
        .map(|name| format!("demo/coventry/{name}"))
        .collect();
    there.sort();
    let carried: Vec<&str> = coventry::FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(carried, there);
}

#[test]
fn every_entry_is_coventrys() {
    let drafts = coventry::drafts().unwrap();
    assert!(drafts.len() > 2_500, "{}", drafts.len());
    assert!(
        drafts
            .iter()
            .all(|draft| draft.authority.as_str() == "coventry")
    );
}

/// The published measures that the catalogue has name it, in its unit.
#[test]
fn measures_name_what_they_are_in_the_catalogue() {
    let mut named = std::collections::BTreeSet::new();
    for draft in coventry::drafts().unwrap() {
        let body = draft.body.as_deref().unwrap_or("{}");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let Some(key) = body["catalogue"].as_str() else {
            continue;
        };
        let indicator = record::catalogue::indicator(key);
        assert!(indicator.is_some(), "{}: {key}", draft.id);
        let indicator = indicator.unwrap();
        assert_eq!(
            body["unit"],
            serde_json::to_value(indicator.unit).unwrap(),
            "{}",
            draft.id
        );
        named.insert(draft.id.to_string());
    }
    assert_eq!(named.len(), 36, "{named:?}");
}
