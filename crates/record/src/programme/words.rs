//! Everything a body says, in lower case, for search: its texts without the
//! names of its fields, a line each.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The texts of a body that was read before.
pub(super) fn of(body: &str) -> Box<str> {
    let mut words = String::with_capacity(body.len());
    let mut json = serde_json::Deserializer::from_str(body);
    // It was read as its kind, so it is JSON.
    if Gather(&mut words).deserialize(&mut json).is_err() {
        words.clear();
    }
    words.into_boxed_str()
}

/// Adds the texts of a value to what was gathered.
struct Gather<'a>(&'a mut String);

impl Gather<'_> {
    fn text(self, text: &str) {
        if text.is_ascii() {
            let from = self.0.len();
            self.0.push_str(text);
            if let Some(added) = self.0.get_mut(from..) {
                added.make_ascii_lowercase();
            }
        } else {
            self.0.push_str(&text.to_lowercase());
        }
        self.0.push('\n');
    }
}

impl<'de> DeserializeSeed<'de> for Gather<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Gather<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.text(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Gather(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_key::<IgnoredAny>()?.is_some() {
            fields.next_value_seed(Gather(self.0))?;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
