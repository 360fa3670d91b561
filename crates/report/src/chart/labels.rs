//! Labels at the ends of lines, moved apart so that none lies over another.

/// Where labels stand that want to stand at `wanted`, each `heights` tall,
/// between `top` and `bottom`: in their order from the top, as near to where
/// they want to be as they can. Positions are of the labels' middles.
pub(super) fn apart(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed = wanted.to_vec();
    // Down from the top, each below the one before …
    let mut free = top;
    for &at in &order {
        let half = heights[at] / 2.0;
        placed[at] = placed[at].max(free + half);
        free = placed[at] + half;
    }
    // … then up from the bottom, for those pushed out of the picture.
    let mut free = bottom;
    for &at in order.iter().rev() {
        let half = heights[at] / 2.0;
        placed[at] = placed[at].min(free - half);
        free = placed[at] - half;
    }
    placed
}

/// A label in lines short enough for the margin.
pub(super) fn lines(text: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= longest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
