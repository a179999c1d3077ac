# Ord som flera rapporter delar.

count-datasets = { $count ->
    [one] { $count } datamängd
   *[other] { $count } datamängder
}
count-dataset-series = { $count ->
    [one] { $count } datamängdsserie
   *[other] { $count } datamängdsserier
}
count-distributions = { $count ->
    [one] { $count } distribution
   *[other] { $count } distributioner
}
count-data-services = { $count ->
    [one] { $count } datatjänst
   *[other] { $count } datatjänster
}
count-catalogues = { $count ->
    [one] { $count } katalog
   *[other] { $count } kataloger
}
count-agents = { $count ->
    [one] { $count } organisation eller person
   *[other] { $count } organisationer och personer
}
count-contacts = { $count ->
    [one] { $count } kontaktuppgift
   *[other] { $count } kontaktuppgifter
}
count-descriptions = { $count ->
    [one] { $count } beskrivning
   *[other] { $count } beskrivningar
}
count-organisations = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisationer
}
count-violations = { $count ->
    [one] { $count } fel
   *[other] { $count } fel
}
count-warnings = { $count ->
    [one] { $count } varning
   *[other] { $count } varningar
}
count-infos = { $count ->
    [one] { $count } tips
   *[other] { $count } tips
}
count-times = { $count ->
    [one] { $count } gång
   *[other] { $count } gånger
}

severity-violation = Fel
severity-warning = Varning
severity-info = Tips

owner-publisher = Ni rättar det i er metadatakatalog.
owner-supplier = Leverantören av er metadatakatalog rättar det. Skicka länken vidare.
owner-web-host = Den som driver webbplatsen rättar det. Skicka länken vidare.
owner-us = Vi rättar det. Ni behöver inte göra något.

kind-municipality = Kommun
kind-region = Region
kind-company = Bolag
kind-agency = Myndighet

source-waiting = Väntar på sin första hämtning.
source-incomplete = Allt kunde inte läsas.
source-fetched = Hämtades { $at }.
source-unchanged = Kontrollerades { $at }. Inget har ändrats sedan { $changed }.
source-failed = Kunde inte hämtas sedan { $since }: { $reason }.
source-asked-again = Vi frågar igen { $at }.
source-asked-rarely = Felet har varat i { $days } dygn, så vi frågar mer sällan. Nästa gång är { $at }.
source-kept = Det som hämtades { $at } ligger kvar i den gemensamma katalogen. { $days ->
    [0] Det är mindre än ett dygn gammalt.
    [one] Det är { $days } dag gammalt.
   *[other] Det är { $days } dagar gammalt.
}
source-never-good = Katalogen har ännu aldrig gått att läsa, så inget av den finns i den gemensamma katalogen.

state-waiting = Väntar
state-fetched = Hämtad
state-incomplete = Delvis läst
state-partly = Delvis hämtad
state-failed = Kunde inte hämtas

# Det som vi rättar åt dem som vi hämtar från, och det som saknar adress.

mended-all = { $count ->
    [one] Vi rättar det åt er när vi samlar in, men felet finns kvar hos er. Rätta det gärna i er egen katalog.
   *[other] Vi rättar alla { $count } åt er när vi samlar in, men felen finns kvar hos er. Rätta dem gärna i er egen katalog.
}
mended-some = Vi rättar { $count } av { $all } åt er när vi samlar in, men även de felen finns kvar hos er. Rätta dem gärna i er egen katalog.
place-titled-in = ”{ $title }” (saknar egen adress, hör till { $near })
place-titled = ”{ $title }” (saknar egen adress)
place-nameless-in = något utan titel och egen adress, som hör till { $near }
place-nameless-in-titled = något utan titel och egen adress, som hör till ”{ $title }” ({ $near })
place-nameless = något utan titel och egen adress
change-given = (en fast adress)
property-address = egen adress
suggestion-nothing = (saknas)

# Hur långt ett steg går.
level-safe = betyder samma sak
level-safe-sentence = Det nya betyder samma sak som det ni skrev. Rättat här, kvar att rätta hos er: det som hör hit under ”Allt som kan bli bättre” står kvar där tills källan är rättad.
level-aggregated-only = bara i den gemensamma katalogen
level-aggregated-only-sentence = Det här gäller bara i den gemensamma katalogen, och ändrar inget i det ni har skrivit. Rättat här, kvar att rätta hos er: det som hör hit under ”Allt som kan bli bättre” står kvar där tills källan är rättad.
level-suggest-only = förslag, inget ändras
level-suggest-only-sentence = Det här är förslag. Inget är ändrat.

word-yes = Ja
word-no = Nej

# På vilka rader i filen något står. Talen skrivs som i en textredigerare, utan mellanrum.

line-numbers = { $count ->
    [one] rad { $numbers }
   *[other] rad { $numbers }
}
line-byte = { $line } (byte { $byte })
line-in-document = { $lines } i { $document }
line-more = { $lines } och { $count } till
