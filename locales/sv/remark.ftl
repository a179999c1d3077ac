remark-moved = Adressen { $address } har flyttat till { $detail }. Meddela den nya adressen till den som driver insamlingen, så att hämtningen inte hänger på omdirigeringen.
remark-redirected = Adressen { $address } leder tills vidare (302) till { $detail }. Be den som driver webbplatsen att använda 301, 303, 307 eller 308 i stället: den nationella portalen nämner inte 302 bland dem den följer.
remark-pages-host = Sidan { $address } anger nästa sida på en annan server, { $detail }. Vi hämtade den från er egen server i stället. Be leverantören rätta systemets publika adress.
remark-pages-failed = En av katalogens sidor, { $address }, kunde inte hämtas eller läsas: { $detail }. Det som fanns på sidorna före den är uppdaterat, och inget har tagits bort.
remark-incomplete-document = Dokumentet { $address } tar slut innan det är komplett. Det som stod helt före avbrottet är uppdaterat, och inget har tagits bort. Be leverantören se över varför exporten avbryts. (Tekniskt: { $detail })
remark-incomplete-document-line = Dokumentet { $address } tar slut på { $lines }, innan det är komplett. Det som stod helt före avbrottet är uppdaterat, och inget har tagits bort. Be leverantören se över varför exporten avbryts. (Tekniskt: { $detail })
remark-broken-document = Dokumentet { $address } går inte att läsa helt, för något i det bryter mot filformatet. Det som gick att läsa är uppdaterat, och inget har tagits bort. Be leverantören rätta exporten. (Tekniskt: { $detail })
remark-broken-document-line = Dokumentet { $address } går inte att läsa helt, för på { $lines } bryter något mot filformatet. Det som gick att läsa är uppdaterat, och inget har tagits bort. Rätta felet där, eller be leverantören rätta exporten. (Tekniskt: { $detail })
remark-pages-repeats = Katalogens sidor går runt: { $address } är en sida som redan är hämtad. Be leverantören rätta länken till nästa sida. Inget har tagits bort.
remark-pages-ambiguous = Sidan { $address } anger flera olika nästa sidor. Be leverantören rätta det. Inget har tagits bort.
remark-pages-address = Sidan { $address } anger en nästa sida som inte är en webbadress: { $detail }. Be leverantören rätta det. Inget har tagits bort.
remark-pages-empty = Sidan { $address } är tom men anger ändå en nästa sida. Be leverantören rätta det. Inget har tagits bort.
remark-pages-limit = Katalogen har fler sidor än { $detail }, som är gränsen. Resten, från { $address }, är inte hämtad, och inget har tagits bort. Låt varje sida innehålla fler datamängder, eller be den som driver insamlingen höja gränsen.
remark-pages-count = Katalogen uppger att den har { $announced } datamängder, men vi hittade { $found }. Så länge talen skiljer sig tas inget bort. Be leverantören se över vad som räknas och vad som visas.
remark-pages-unstable = Katalogen ändrades medan dess sidor hämtades. Det nya är med, och inget har tagits bort; det prövas igen vid nästa hämtning.
remark-sub-catalogue = Underkatalogen { $address } kunde inte användas: { $detail }. Så länge en underkatalog saknas ligger det senast hämtade kvar för hela organisationen.
remark-reading = Filen { $address } bryter mot sitt format. { $note } ({ $where }). Be den som levererar systemet rätta exporten.
remark-entangled = Beskrivningen av { $address } har så många delar utan egen adress som ser likadana ut att de inte kan hållas isär. Den kan räknas som ändrad varje gång den hämtas. Ge delarna egna adresser.
remark-quarantined = Beskrivningen av { $address } kan inte publiceras och saknas i den gemensamma katalogen. Resten av katalogen berörs inte. Rätta det som hindrar. (Tekniskt: { $detail })
remark-quarantined-kept = Beskrivningen av { $address } kan inte publiceras som den är nu. Den förra beskrivningen ligger kvar i den gemensamma katalogen. Rätta det som hindrar. (Tekniskt: { $detail })
remark-statement-left-out = En uppgift om { $address } kan inte publiceras och saknas i den gemensamma katalogen. Resten av beskrivningen finns med. (Tekniskt: { $detail })
remark-new-addresses = { $count ->
    [one] En datamängd har fått en ny adress
   *[other] { $count } datamängder har fått nya adresser
}: samma titel, utgivare och data finns nu under en annan adress. Det räknas inte som borttaget, men den som länkar till den gamla adressen hittar inte längre rätt. Behåll adresserna när ni kan, till exempel vid byte av system.
remark-unreachable = { $count ->
    [one] En uppgift i { $address } hör till något som saknar adress och som ingenting hänvisar till. Den saknas i den gemensamma katalogen.
   *[other] { $count } uppgifter i { $address } hör till något som saknar adress och som ingenting hänvisar till. De saknas i den gemensamma katalogen.
} Ge det en adress, eller hänvisa till det.
