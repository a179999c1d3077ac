# The check of one document, on the terminal.

document-title = Check of { $input }
document-about = { $format }, { $statements } statements, rules: { $profile }
document-nothing-found = Nothing to correct. The document follows the rules.
document-mended = { $count ->
    [one] We mend { $count } of them for you when we harvest. It remains at the source.
   *[other] We mend { $count } of them for you when we harvest. They remain at the source.
}
document-conforms = No errors: the document meets the requirements. The rest makes it easier to find and use.
document-no-high-value = Nothing in the document is marked as high-value data. The rules of { $profile } apply to every dataset all the same, so what they find need not be corrected until you mark something as high-value.
document-why = Why: { $text }
document-rule = Example and more help: skord rules { $rule }
document-fix = How: { $text }
document-values = Values in the document:
document-resources = Concerns:
document-more = … and { $count } more
document-repaired = { $count ->
    [one] { $count } statement is corrected when we harvest. Please correct it at the source too:
   *[other] { $count } statements are corrected when we harvest. Please correct them at the source too:
}
document-suggested = { $count ->
    [one] { $count } suggestion. Nothing is changed, only you can tell whether it is right:
   *[other] { $count } suggestions. Nothing is changed, only you can tell whether they are right:
}
document-suggestion = { $property } { $value }. Suggestion: { $proposed }. Where: { $where }
document-notes = While reading:
