# The web pages.

page-skip = Skip to content
page-navigation = Main menu
page-trail = You are here
page-overview = Overview
page-rules = Rules
page-this-language = English
page-questions = Questions? Write to
page-about-reports = This report helps you to make your open data easier to find and use. It is a help on the way, not a grade.
page-technical = Technical details
page-two = { $first } and { $second }

region-published = The joint catalogue was last published on { $at }.
region-not-published = The joint catalogue is not published yet. It comes when the first harvest is done.
region-failing = { $count ->
    [one] { $count } organisation could not be fetched at the last try. What was fetched before, if anything, stays.
   *[other] { $count } organisations could not be fetched at the last try. What was fetched before, if anything, stays.
}
region-figures = The catalogue in figures
region-organisations = Organisations
region-organisations-about = Choose an organisation to see its report: what is in the catalogue, and what is worth correcting first. Errors and warnings are counted in the organisation's own catalogue; some of them we mend when we harvest, and the report says which.
region-caption = Organisations in alphabetical order
region-column-organisation = Organisation
region-column-state = State
region-column-last-good = Last fetched
region-column-datasets = Datasets
region-column-violations = Errors
region-column-warnings = Warnings
region-column-next = Next harvest
region-unknown = –
region-feeds = Get the catalogue
region-feeds-about = The catalogue holds the descriptions of all organisations and is free to use. The content is the same in every format.
region-feed-rdf = Read by the Swedish data portal and other portals.
region-feed-turtle = Easiest for people to read.
region-feed-json = For web developers.
region-feed-lines = One statement a line, for large amounts.
region-feed-size = { $kilobytes } kB

organisation-about = { $kind }, organisation number { $number }
organisation-figures = In the joint catalogue
organisation-nothing-yet = Nothing has been fetched yet, so there is nothing to check.
organisation-never-read = We have tried but not yet managed to read the catalogue, so there is nothing to check.
organisation-all-well = All looks well. We found neither errors nor warnings in the last check.
organisation-no-errors = { $count ->
    [one] No errors. { $count } warning shows what can be better still.
   *[other] No errors. { $count } warnings show what can be better still.
}
organisation-tally = Left to correct: { $tally }.
organisation-only-mended = No error and no warning is left in the joint catalogue.
organisation-mended = { $count ->
    [one] We have corrected { $count } more for you in the joint catalogue. It remains in your own.
   *[other] We have corrected { $count } more for you in the joint catalogue. They remain in your own.
}
organisation-quality = Metadata quality by the EU's measure: { $points } of { $measured } points a dataset on average. Of the measure's { $of } points those are counted here that do not need your links to be tried.
organisation-first = Do this first
organisation-first-incomplete = Make it possible to read the whole catalogue
organisation-first-source = Make it possible to fetch the catalogue

source-title = Harvest
source-none = No address has been entered yet.
source-address = Address
source-last-run = Last harvest
source-run-counts = { $added } new, { $updated } changed, { $removed } removed, { $unchanged } unchanged
source-held = Waiting for approval
source-held-count = { $count ->
    [one] { $count } removal waits for somebody to approve it. The description stays until then.
   *[other] { $count } removals wait for somebody to approve them. The descriptions stay until then.
}
source-next-run = Next harvest
source-last-try = Last try
source-id = Source
source-code = Error code
source-detail = Error message

finding-title = Everything that can be better
finding-about = An error means that something required is missing or cannot be understood. Warnings and suggestions make your data easier to find and use.
finding-share = { $count } of { $all }
finding-why = Why
finding-fix = How
finding-who = Who corrects it
finding-values = Values that are not right
finding-column-value = Value
finding-column-line = Where in the file
finding-column-count = Count
finding-samples = Concerns
finding-more = … and { $count } more
finding-no-address = (has no address of its own)
finding-no-title = (no title)
finding-near = belongs to
finding-rule = The rule with an example, to pass on to the supplier
finding-mended = corrected by us
finding-findings = Number of places

repair-title = What we corrected for you
repair-about = The corrections show only in the joint catalogue. Please correct them at home too, so that they are right wherever your data are used.
repair-count = { $count ->
    [one] { $count } correction
   *[other] { $count } corrections
}
repair-examples = Examples
repair-column-where = Where
repair-column-property = Detail
repair-column-before = Before
repair-column-after = After
repair-nothing = (was missing)
repair-removed = (removed)
repair-step = Step

suggestion-title = Suggestions for you
suggestion-about = Here we think that something can be better, but only you can tell whether it is right. Nothing is changed, neither with you nor in the joint catalogue.
suggestion-count = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
suggestion-column-value = As it is
suggestion-column-proposed = Suggestion

conflict-title = Described by others too
conflict-about = Several organisations describe the same thing. The joint catalogue shows only one of the descriptions. Please agree on who should describe it.
conflict-caption = What several describe
conflict-column-thing = Title or address
conflict-column-other = Described also by
conflict-column-shown = Shown in the catalogue
conflict-ours = Your description
conflict-theirs = Their description

rules-about = { $count ->
    [one] We check against { $count } rule. It is based on DCAT-AP-SE, the Swedish specification for describing open data.
   *[other] We check against { $count } rules. They are based on DCAT-AP-SE, the Swedish specification for describing open data.
}
rules-caption = { $count ->
    [one] { $count } rule
   *[other] { $count } rules
}
rules-column-problem = Problem
rules-column-severity = Severity
rules-column-property = Property

rule-help = Help
rule-examples = Examples
rule-examples-about = For whoever writes the file by hand or builds the system that does.
rule-example = Follows the rule
rule-counter-example = Does not follow the rule
rule-specification = Read more in the specification
rule-id = Rule
rule-class = Class
rule-property = Property
rule-profile = Profile

problem-not-found = There is no such page
problem-not-found-about = Check the address, or go to the overview and choose an organisation there.
problem-internal = Something went wrong on our side
problem-internal-about = The page cannot be shown right now. Try again in a while. The joint catalogue is not affected.
problem-home = To the overview
