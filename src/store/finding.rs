//! Findings of the last checked payload of each source; pages read them grouped and paged, never all at once.

use rusqlite::{Transaction, params};

use super::{Counts, LineRow, LineRows, PlaceRow, Result, Store, line, place};

/// A finding as stored. The message is made from the rule when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// The rule's id.
    pub rule: String,
    /// The severity's name.
    pub severity: String,
    /// The resource, by its address in the feed.
    pub resource: String,
    /// The class IRI.
    pub class: String,
    /// The property IRI, or a path.
    pub path: String,
    /// The offending value, if there is one.
    pub value: Option<String>,
    /// Whether it is mended in the feed.
    pub mended: bool,
    /// Where it stands in the documents that were read last.
    pub line: Option<LineRow>,
}

/// How often a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule's id.
    pub rule: String,
    /// The severity's name.
    pub severity: String,
    /// Findings.
    pub findings: u64,
    /// Those that are mended in the feed.
    pub mended: u64,
    /// Distinct resources.
    pub resources: u64,
    /// Distinct values.
    pub values: u64,
}

/// How often a value breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// Findings.
    pub count: u64,
    /// How many of them are mended.
    pub mended: u64,
    /// The first lines on which it stands.
    pub lines: LineRows,
}

/// A resource that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// Its address in the feed.
    pub resource: String,
    /// Where people find it, unless it came with that address.
    pub place: Option<PlaceRow>,
    /// Its title, if the source gave one.
    pub title: Option<String>,
    /// The title's language tag.
    pub title_language: Option<String>,
    /// The first lines on which the rule is broken.
    pub lines: LineRows,
}

/// Puts findings in the place of those of a source, but for those of the resources that a run did not see, if one is told.
pub(super) fn replace(t: &Transaction<'_>, source: &str, unseen: Option<i64>, findings: &[FindingRow]) -> Result<()> {
    t.execute(
        "DELETE FROM finding WHERE source = ?1
           AND resource NOT IN (SELECT iri FROM run_resource WHERE run = ?2 AND change = 'unseen')",
        params![source, unseen],
    )?;
    // What is kept stands in a document that was not read this time.
    t.execute("UPDATE finding SET document = NULL, line = NULL, byte = NULL WHERE source = ?1", [source])?;
    let mut insert = t.prepare_cached(
        "INSERT INTO finding (source, rule, severity, resource, class, path, value, mended, document, line, byte)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for finding in findings {
        insert.execute(params![
            source,
            finding.rule,
            finding.severity,
            finding.resource,
            finding.class,
            finding.path,
            finding.value,
            finding.mended,
            finding.line.map(|line| line.document),
            finding.line.map(|line| line.line),
            finding.line.and_then(|line| line.byte),
        ])?;
    }
    Ok(())
}

/// How many findings a source has, by severity.
pub(super) fn tally(t: &Transaction<'_>, source: &str) -> Result<Counts> {
    let count = |severity: &str| {
        t.prepare_cached("SELECT COUNT(*) FROM finding WHERE source = ?1 AND severity = ?2")?
            .query_row(params![source, severity], |row| row.get(0))
    };
    let (violations, warnings, infos) = (count("violation")?, count("warning")?, count("info")?);
    Ok(Counts { violations, warnings, infos, ..Counts::default() })
}

impl Store {
    /// How often each rule is broken in a source, by rule.
    ///
    /// # Errors
    /// If the database fails.
    pub fn rule_counts(&self, source: &str) -> Result<Vec<RuleCount>> {
        self.read(|t| {
            t.prepare_cached(
                "SELECT rule, severity, COUNT(*), SUM(mended), COUNT(DISTINCT resource), COUNT(DISTINCT value)
                 FROM finding WHERE source = ?1 GROUP BY rule, severity ORDER BY rule",
            )?
            .query_map([source], |row| {
                Ok(RuleCount {
                    rule: row.get(0)?,
                    severity: row.get(1)?,
                    findings: row.get(2)?,
                    mended: row.get(3)?,
                    resources: row.get(4)?,
                    values: row.get(5)?,
                })
            })?
            .collect()
        })
    }

    /// The values that break a rule: those of which something is not mended first, then the most common.
    ///
    /// # Errors
    /// If the database fails.
    pub fn value_counts(&self, source: &str, rule: &str, limit: u32) -> Result<Vec<ValueCount>> {
        self.read(|t| {
            let mut values = t.prepare_cached(
                "SELECT value, COUNT(*), SUM(mended) FROM finding WHERE source = ?1 AND rule = ?2 AND value IS NOT NULL
                 GROUP BY value ORDER BY MIN(mended), COUNT(*) DESC, value LIMIT ?3",
            )?
            .query_map(params![source, rule, limit], |row| {
                let lines = LineRows::default();
                Ok(ValueCount { value: row.get(0)?, count: row.get(1)?, mended: row.get(2)?, lines })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut lines = line::of(t, (source, rule), line::By::Value, values.iter().map(|row| &row.value))?;
            for row in &mut values {
                row.lines = lines.remove(&row.value).unwrap_or_default();
            }
            Ok(values)
        })
    }

    /// The resources that break a rule: those where something is not mended first, then by address; what has none stands in the
    /// order of what it belongs to.
    ///
    /// # Errors
    /// If the database fails.
    pub fn affected(&self, source: &str, rule: &str, [offset, limit]: [u32; 2]) -> Result<Vec<Affected>> {
        self.read(|t| {
            let mut resources = t.prepare_cached(
                "SELECT broken.resource, resource.title, resource.title_language,
                        place.iri, place.address, place.title, place.title_language, place.near,
                        above.title, above.title_language
                 FROM (SELECT resource, MIN(mended) AS mended FROM finding WHERE source = ?1 AND rule = ?2
                       GROUP BY resource) AS broken
                 LEFT JOIN place ON place.source = ?1 AND place.iri = broken.resource
                 LEFT JOIN resource ON resource.source = ?1 AND resource.iri = broken.resource
                 LEFT JOIN resource AS above ON above.source = ?1 AND above.iri = place.near
                 ORDER BY broken.mended, COALESCE(place.address, place.near, broken.resource), place.title, broken.resource
                 LIMIT ?4 OFFSET ?3",
            )?
            .query_map(params![source, rule, offset, limit], |row| {
                Ok(Affected {
                    resource: row.get(0)?,
                    title: row.get(1)?,
                    title_language: row.get(2)?,
                    place: place::of_row(row, 3)?,
                    lines: LineRows::default(),
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
            let names = resources.iter().map(|row| &row.resource);
            let mut lines = line::of(t, (source, rule), line::By::Resource, names)?;
            for row in &mut resources {
                row.lines = lines.remove(&row.resource).unwrap_or_default();
            }
            Ok(resources)
        })
    }
}
