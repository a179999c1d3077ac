# Granskningen av ett dokument, på terminalen.

document-title = Granskning av { $input }
document-about = { $format }, { $statements } uppgifter, regler: { $profile }
document-nothing-found = Inget att rätta. Dokumentet följer reglerna.
document-mended = { $count ->
    [one] { $count } av dem rättar vi åt er när vi samlar in. Det finns kvar i källan.
   *[other] { $count } av dem rättar vi åt er när vi samlar in. De finns kvar i källan.
}
document-conforms = Inga fel: dokumentet uppfyller kraven. Resten gör det lättare att hitta och använda.
document-no-high-value = Inget i dokumentet är märkt som värdefulla data. Reglerna i { $profile } gäller ändå alla datamängder, så det som de hittar behöver ni inte rätta förrän ni märker något som värdefullt.
document-why = Därför: { $text }
document-rule = Exempel och mer hjälp: skord rules { $rule }
document-fix = Så gör ni: { $text }
document-values = Värden i dokumentet:
document-resources = Gäller:
document-more = … och { $count } till
document-repaired = { $count ->
    [one] { $count } uppgift rättas när vi samlar in. Rätta den gärna i källan också:
   *[other] { $count } uppgifter rättas när vi samlar in. Rätta dem gärna i källan också:
}
document-suggested = { $count ->
    [one] { $count } förslag. Inget är ändrat, bara ni kan avgöra om det stämmer:
   *[other] { $count } förslag. Inget är ändrat, bara ni kan avgöra om de stämmer:
}
document-suggestion = { $property } { $value }. Förslag: { $proposed }. Var: { $where }
document-notes = Vid läsningen:
