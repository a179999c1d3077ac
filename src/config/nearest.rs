//! The known word nearest to one that is not known.
//!
//! In goes a word as typed and the words that exist; out comes the one that was probably meant.

/// Words longer than this are not compared: nobody mistypes them from memory.
const LONGEST: usize = 64;

/// The known word that needs the fewest changed letters, if they are few enough to be a slip.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    if typed.len() > LONGEST {
        return None;
    }
    let allowed = (typed.len() / 3).max(1);
    known
        .into_iter()
        .map(|word| (changes(&typed, &word.to_lowercase()), word))
        .filter(|(changes, _)| *changes <= allowed)
        .min()
        .map(|(_, word)| word)
}

/// How many letters must be added, removed, replaced or swapped with their neighbour (the
/// optimal string alignment distance).
fn changes(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=from.len()).collect()];
    for row in 1..=to.len() {
        let mut current = vec![row];
        for column in 1..=from.len() {
            let same = to[row - 1] == from[column - 1];
            let replaced = rows[row - 1][column - 1] + usize::from(!same);
            let added = rows[row - 1][column] + 1;
            let removed = current[column - 1] + 1;
            let mut least = replaced.min(added).min(removed);
            let swapped = row > 1 && column > 1 && to[row - 1] == from[column - 2] && to[row - 2] == from[column - 1];
            if swapped {
                least = least.min(rows[row - 2][column - 2] + 1);
            }
            current.push(least);
        }
        rows.push(current);
    }
    rows[to.len()][from.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_another_word_finds_none() {
        let known = ["name", "schedule", "time_zone", "title"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("shedule", known), Some("schedule"));
        assert_eq!(nearest("timezone", known), Some("time_zone"));
        assert_eq!(nearest("Name", known), Some("name"));
        assert_eq!(nearest("licence", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"x".repeat(10_000), known), None);
    }
}
