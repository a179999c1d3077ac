//! The lines on which findings stand in the documents that were read last.

use std::collections::HashMap;

use rusqlite::{Row, ToSql, Transaction, params_from_iter};

/// The most lines that are read of each value or resource.
const FIRST: u32 = 5;

/// A line as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineRow {
    /// Which of the documents that were read last, counted from 0.
    pub document: u64,
    /// Its number, from 1.
    pub line: u64,
    /// The byte within the line, from 1, where the number alone is no help.
    pub byte: Option<u64>,
}

/// The first of several lines, in the order of the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineRows {
    /// The lines.
    pub first: Vec<LineRow>,
    /// How many more there are.
    pub more: u64,
}

/// What lines are those of.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    Value,
    Resource,
}

/// The first lines of each of some values or resources that break a rule in a source.
pub(super) fn of<'a>(
    t: &Transaction<'_>,
    (source, rule): (&str, &str),
    by: By,
    names: impl Iterator<Item = &'a String>,
) -> rusqlite::Result<HashMap<String, LineRows>> {
    let column = match by {
        By::Value => "value",
        By::Resource => "resource",
    };
    let names: Vec<&String> = names.collect();
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (4..names.len() + 4).map(|place| format!("?{place}")).collect();
    let places = places.join(", ");
    let mut query = t.prepare_cached(&format!(
        "SELECT name, document, line, byte, all_lines FROM
           (SELECT name, document, line, byte, COUNT(*) OVER (PARTITION BY name) AS all_lines,
                   ROW_NUMBER() OVER (PARTITION BY name ORDER BY document, line, byte) AS place
              FROM (SELECT DISTINCT {column} AS name, document, line, byte FROM finding
                     WHERE source = ?1 AND rule = ?2 AND line IS NOT NULL AND {column} IN ({places})) AS lines) AS placed
         WHERE place <= ?3 ORDER BY name, place"
    ))?;
    let mut found: HashMap<String, LineRows> = HashMap::new();
    let row = |row: &Row<'_>| {
        let line = LineRow { document: row.get(1)?, line: row.get(2)?, byte: row.get(3)? };
        Ok((row.get::<_, String>(0)?, line, row.get::<_, u64>(4)?))
    };
    let fixed: [&dyn ToSql; 3] = [&source, &rule, &FIRST];
    let parameters = fixed.into_iter().chain(names.iter().map(|name| name as &dyn ToSql));
    for row in query.query_map(params_from_iter(parameters), row)? {
        let (name, line, all) = row?;
        let lines = found.entry(name).or_default();
        lines.first.push(line);
        lines.more = all - lines.first.len() as u64;
    }
    Ok(found)
}
