//! How long suppression takes and how much it hides, over made-up tables:
//! `cargo run --release -p statistics --example suppression`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement, not part of the programme"
)]

use std::time::Instant;

use statistics::disclosure::{Policy, Table, suppress};

/// The same numbers each time (xorshift; Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    /// Mostly large, some small, a few zeros.
    fn count(&mut self, small: u64) -> u64 {
        match self.below(100) {
            0..5 => 0,
            at if at < 5 + small => 1 + self.below(5),
            _ => 6 + self.below(60),
        }
    }
}

fn main() {
    println!("size     small %  tables  primary  secondary  proven  mean ms  worst ms");
    for (rows, columns) in [(1, 8), (3, 3), (4, 4), (5, 5), (7, 7), (10, 10), (20, 20)] {
        for small in [5, 15, 30, 50] {
            let mut chance = Chance(0x5DEE_CE66_D123_4567);
            let tables = if rows > 10 { 3 } else { 30 };
            let (mut primary, mut secondary, mut proven) = (0, 0, 0);
            let mut times = Vec::new();
            for _ in 0..tables {
                let cells = (0..rows)
                    .map(|_| (0..columns).map(|_| Some(chance.count(small))).collect())
                    .collect();
                let table = Table::two_way(cells, Vec::new()).unwrap();
                let start = Instant::now();
                let published = suppress(&table, &Policy::default()).unwrap();
                times.push(start.elapsed().as_secs_f64() * 1000.0);
                primary += published.primary;
                secondary += published.secondary;
                proven += usize::from(published.proven);
            }
            let mean = times.iter().sum::<f64>() / f64::from(tables);
            let worst = times.iter().copied().fold(0.0, f64::max);
            println!(
                "{rows:2} x {columns:2}  {small:7}  {tables:6}  {primary:7}  {secondary:9}  {proven:6}  {mean:7.1}  {worst:8.1}"
            );
        }
    }
}
