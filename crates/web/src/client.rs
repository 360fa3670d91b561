//! Who is asking: the machine at the other end, or, where that is a proxy we trust,
//! the machine the proxy says it asks for.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap};

/// The machine at the other end of the connection. The server that took the connection
/// puts it into the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its address.
    pub address: IpAddr,
    /// Whether the connection is encrypted.
    pub encrypted: bool,
}

/// Who is asking, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Client {
    /// The machine; none where nothing took a connection, as in tests of pages.
    pub(crate) address: Option<IpAddr>,
    /// The machine at the other end of the connection.
    pub(crate) peer: Option<IpAddr>,
    /// Whether what the browser sees is encrypted all the way.
    pub(crate) encrypted: bool,
    /// Whether a machine that we do not trust says that it asks for another.
    pub(crate) doubtful: bool,
}

impl Client {
    /// Who asks. Headers count where the connection comes from one of `trusted`, and
    /// are not looked at otherwise.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpAddr]) -> Self {
        let Some(peer) = extensions.get::<Peer>().copied() else {
            return Self {
                address: None,
                peer: None,
                encrypted: false,
                doubtful: false,
            };
        };
        let trusts = |address: IpAddr| trusted.contains(&address);
        let address = peer.address.to_canonical();
        if !trusts(address) {
            return Self {
                address: Some(address),
                peer: Some(address),
                encrypted: peer.encrypted,
                doubtful: ["x-forwarded-for", "forwarded"]
                    .iter()
                    .any(|name| headers.contains_key(*name)),
            };
        }
        // Each proxy adds whom it heard from at the end: the last that is none of ours.
        let named = headers
            .get_all("x-forwarded-for")
            .into_iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|name| name.trim().parse::<IpAddr>().ok());
        let mut client = address;
        let mut doubtful = false;
        for name in named.collect::<Vec<_>>().into_iter().rev() {
            let Some(name) = name else {
                doubtful = true;
                break;
            };
            client = name.to_canonical();
            if !trusts(client) {
                break;
            }
        }
        let said = headers
            .get("x-forwarded-proto")
            .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"));
        Self {
            address: Some(client),
            peer: Some(address),
            encrypted: peer.encrypted || said,
            doubtful,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use axum::http::HeaderName;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn client(peer: &str, headers: &[(&'static str, &'static str)]) -> Client {
        let mut extensions = Extensions::new();
        extensions.insert(Peer {
            address: ip(peer),
            encrypted: false,
        });
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect();
        Client::of(&extensions, &headers, &[ip("10.0.0.1"), ip("10.0.0.2")])
    }

    #[test]
    fn a_stranger_is_who_it_is_whatever_it_says() {
        for says in ["10.0.0.1", "127.0.0.1", "nonsense"] {
            let seen = client(
                "192.0.2.7",
                &[("x-forwarded-for", says), ("x-forwarded-proto", "https")],
            );
            assert_eq!(seen.address, Some(ip("192.0.2.7")));
            assert!(!seen.encrypted && seen.doubtful);
        }
    }

    #[test]
    fn a_trusted_proxy_says_for_whom_it_asks() {
        let seen = client(
            "::ffff:10.0.0.1",
            &[
                ("x-forwarded-for", "127.0.0.1, 192.0.2.7, 10.0.0.2"),
                ("x-forwarded-proto", "https"),
            ],
        );
        // What stands before the first machine that is none of ours may be made up.
        assert_eq!(seen.address, Some(ip("192.0.2.7")));
        assert!(seen.encrypted && !seen.doubtful);
        let plain = client("10.0.0.1", &[("x-forwarded-proto", "http")]);
        assert_eq!(plain.address, Some(ip("10.0.0.1")));
        assert!(!plain.encrypted);
        assert!(client("10.0.0.1", &[("x-forwarded-for", "x")]).doubtful);
    }
}
