# Words that several reports share.

count-datasets = { $count ->
    [one] { $count } dataset
   *[other] { $count } datasets
}
count-dataset-series = { $count ->
    [one] { $count } dataset series
   *[other] { $count } dataset series
}
count-distributions = { $count ->
    [one] { $count } distribution
   *[other] { $count } distributions
}
count-data-services = { $count ->
    [one] { $count } data service
   *[other] { $count } data services
}
count-catalogues = { $count ->
    [one] { $count } catalogue
   *[other] { $count } catalogues
}
count-agents = { $count ->
    [one] { $count } organisation or person
   *[other] { $count } organisations and persons
}
count-contacts = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
count-descriptions = { $count ->
    [one] { $count } description
   *[other] { $count } descriptions
}
count-organisations = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
count-violations = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
count-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
count-infos = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
count-times = { $count ->
    [one] { $count } time
   *[other] { $count } times
}

severity-violation = Error
severity-warning = Warning
severity-info = Suggestion

owner-publisher = You correct this in your metadata catalogue.
owner-supplier = The supplier of your metadata catalogue corrects this. Pass the link on.
owner-web-host = Whoever runs the web site corrects this. Pass the link on.
owner-us = We correct this. You need not do anything.

kind-municipality = Municipality
kind-region = Region
kind-company = Company
kind-agency = Agency

source-waiting = Waits for its first harvest.
source-incomplete = Not all of it could be read.
source-fetched = Fetched on { $at }.
source-unchanged = Checked on { $at }. Nothing has changed since { $changed }.
source-failed = Could not be fetched since { $since }: { $reason }.
source-asked-again = We ask again on { $at }.
source-asked-rarely = The fault has lasted for { $days } days, so we ask less often. The next time is on { $at }.
source-kept = What was fetched on { $at } stays in the joint catalogue. { $days ->
    [0] It is less than a day old.
    [one] It is { $days } day old.
   *[other] It is { $days } days old.
}
source-never-good = The catalogue has never been readable so far, so nothing of it is in the joint catalogue.

state-waiting = Waiting
state-fetched = Fetched
state-incomplete = Read in part
state-partly = Partly fetched
state-failed = Could not be fetched

# What we mend for those we harvest from, and what has no address.

mended-all = { $count ->
    [one] We mend it for you when we harvest, but the fault remains with you. Please correct it in your own catalogue.
   *[other] We mend all { $count } for you when we harvest, but the faults remain with you. Please correct them in your own catalogue.
}
mended-some = We mend { $count } of { $all } for you when we harvest, but those faults too remain with you. Please correct them in your own catalogue.
place-titled-in = “{ $title }” (has no address of its own, belongs to { $near })
place-titled = “{ $title }” (has no address of its own)
place-nameless-in = something without a title or an address, which belongs to { $near }
place-nameless-in-titled = something without a title or an address, which belongs to “{ $title }” ({ $near })
place-nameless = something without a title or an address
change-given = (a lasting address)
property-address = its own address
suggestion-nothing = (missing)

# How far a step goes.
level-safe = means the same
level-safe-sentence = The new form means the same as what you wrote. Corrected here, still to correct with you: what belongs here under “Everything that can be better” stays there until the source is corrected.
level-aggregated-only = only in the joint catalogue
level-aggregated-only-sentence = This holds in the joint catalogue only, and changes nothing in what you have written. Corrected here, still to correct with you: what belongs here under “Everything that can be better” stays there until the source is corrected.
level-suggest-only = a suggestion, nothing changes
level-suggest-only-sentence = These are suggestions. Nothing is changed.

word-yes = Yes
word-no = No

# On which lines of the file something stands. Numbers are written as in an editor, without separators.

line-numbers = { $count ->
    [one] line { $numbers }
   *[other] lines { $numbers }
}
line-byte = { $line } (byte { $byte })
line-in-document = { $lines } of { $document }
line-more = { $lines } and { $count } more
