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

# What a source no longer has

absent-title = Missing from your source
absent-grace = { $count ->
    [one] One dataset is no longer in the source. It stays in the joint catalogue until { $day }, and then goes by itself.
   *[other] { $count } datasets are no longer in the source. They stay in the joint catalogue for a time, the first until { $day }, and then go by themselves.
}
absent-kept = { $count ->
    [one] One dataset is no longer in the source, but somebody decided that it stays in the joint catalogue.
   *[other] { $count } datasets are no longer in the source, but somebody decided that they stay in the joint catalogue.
}
held-what = { $count } of { $known } datasets, series and data services have been missing from the source since { $since }. They stay in the joint catalogue until somebody has decided whether they are to go, because { $reason }.
held-share = they are a large part of the catalogue
held-count = they are many at once
held-empty = the source has nothing else left
held-agreed = { $left ->
    [0] They go at the next harvest.
    [one] If the same are missing for one more day they go by themselves.
   *[other] If the same are missing for { $left } more days they go by themselves.
}
held-advice = Was it not meant? Put them back in the source, and all is as before after the next harvest. Was it meant? Tell whoever coordinates the joint catalogue.
held-decide = See all and decide
decided-approved = Approved on { $at }: { $count ->
    [one] one dataset was removed.
   *[other] { $count } datasets were removed.
}
decided-rejected = Decided on { $at }: { $count ->
    [one] one dataset that the source does not have may stay.
   *[other] { $count } datasets that the source does not have may stay.
}
decided-agreed = Removed on { $at } after having been missing for several days: { $count ->
    [one] one dataset.
   *[other] { $count } datasets.
}
decided-changed = Out of date since { $at }: something else was missing than the { $count } that waited for a decision.
decided-returned = Back on { $at }: { $count ->
    [one] the dataset that was missing is in the source again.
   *[other] the { $count } datasets that were missing are in the source again.
}
decided-by = Decided by { $by }.
moved-about = { $count ->
    [one] One dataset has a new address: title, publisher and data are the same. It does not count as removed.
   *[other] { $count } datasets have new addresses: titles, publishers and data are the same. They do not count as removed.
}
moved-caption = New addresses
moved-column-thing = Title
moved-column-old = Before
moved-column-new = Now
decision-title = Decide about a removal
decision-none = There is nothing left to decide here.
decision-busy = The source is being harvested. Wait until that has ended, and decide then.
decision-gone = What waited here no longer does: somebody has decided, or something else is missing now.
decision-unclear = Choose whether it is to go or to stay.
decision-decide = Decision
decision-about = The decision is about just what stands in the list, with what belongs to it. If it goes it leaves the joint catalogue, and so the portals that read it. If it comes back in the source it also comes back in the catalogue.
decision-by = Who decides (shown on the organisation's page)
decision-approve = Remove
decision-reject = Let stay
decision-token = The browser asks for a password. The user name may be any.
decision-closed = Whoever runs the service decides with one of these commands:

# Organisations with several addresses, references that lead nowhere

agents-title = The same organisation under several addresses?
agents-about = These addresses seem to be of one organisation. They are shown as different ones until all use one and the same address, preferably the one that the national data portal recommends: http://dataportal.se/organisation/SE followed by the organisation number.
agents-number = The same organisation number:
agents-name = The same name:
dangling-title = References that lead nowhere
dangling-about = These descriptions refer to something that is not described in the joint catalogue. Describe it in your source, or put the address right.
dangling-caption = References without a target
dangling-column-thing = In the description of
dangling-column-property = As
dangling-column-target = Refers to
dangling-distribution = distribution
dangling-publisher = publisher
dangling-dataset = dataset
dangling-series = series
dangling-contact = contact point
agents-several = ({ $count } times)
conflict-as = under the address
region-decisions = Waiting for somebody
region-conflicts = { $count ->
    [one] One description is given by several organisations, and only one of them is shown. The organisations' pages say which.
   *[other] { $count } descriptions are given by several organisations, and only one of each is shown. The organisations' pages say which.
}
