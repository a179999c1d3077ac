# The check of one document, on the terminal.

document-title = Check of { $input }
document-about = { $format }, { $statements } statements, rules: { $profile }
document-nothing-found = Nothing to correct. The document follows the rules.
document-conforms = No errors: the document meets the requirements. The rest makes it easier to find and use.
document-why = Why: { $text }
document-fix = How: { $text }
document-values = Values in the document:
document-resources = Concerns:
document-more = … and { $count } more
document-repaired = { $count ->
    [one] { $count } statement was corrected before the check. Please correct it at the source too:
   *[other] { $count } statements were corrected before the check. Please correct them at the source too:
}
document-notes = While reading:
