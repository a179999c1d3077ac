# Webbsidorna.

page-skip = Hoppa till innehållet
page-navigation = Huvudmeny
page-trail = Här är ni
page-overview = Översikt
page-rules = Regler
page-this-language = Svenska
page-questions = Frågor? Skriv till
page-about-reports = Rapporten hjälper er att göra era öppna data lättare att hitta och använda. Den är en hjälp på vägen, inget betyg.
page-technical = Tekniska detaljer
page-two = { $first } och { $second }

region-published = Den gemensamma katalogen publicerades senast { $at }.
region-not-published = Den gemensamma katalogen är inte publicerad än. Den kommer när den första hämtningen är klar.
region-failing = { $count ->
    [one] { $count } organisation kunde inte hämtas vid senaste försöket. Det som eventuellt hämtats tidigare ligger kvar.
   *[other] { $count } organisationer kunde inte hämtas vid senaste försöket. Det som eventuellt hämtats tidigare ligger kvar.
}
region-figures = Katalogen i siffror
region-organisations = Organisationer
region-organisations-about = Välj en organisation för att se dess rapport: vad som finns i katalogen och vad som är värt att rätta först. Fel och varningar räknas hos organisationen själv; en del av dem rättar vi när vi samlar in, och rapporten säger vilka.
region-caption = Organisationer i bokstavsordning
region-column-organisation = Organisation
region-column-state = Läge
region-column-last-good = Senast hämtad
region-column-datasets = Datamängder
region-column-violations = Fel
region-column-warnings = Varningar
region-column-next = Nästa hämtning
region-unknown = –
region-feeds = Hämta katalogen
region-feeds-about = Katalogen innehåller alla organisationers beskrivningar och är fri att använda. Innehållet är detsamma i alla format.
region-feed-rdf = Läses av Sveriges dataportal och andra portaler.
region-feed-turtle = Lättast att läsa för människor.
region-feed-json = För webbutvecklare.
region-feed-lines = En uppgift per rad, för stora mängder.
region-feed-size = { $kilobytes } kB

organisation-about = { $kind }, organisationsnummer { $number }
organisation-figures = I den gemensamma katalogen
organisation-nothing-yet = Inget har hämtats än, så det finns inget att granska.
organisation-never-read = Vi har försökt men ännu inte lyckats läsa katalogen, så det finns inget att granska.
organisation-all-well = Allt ser bra ut. Vi hittade varken fel eller varningar vid den senaste granskningen.
organisation-no-errors = { $count ->
    [one] Inga fel. { $count } varning visar vad som kan bli ännu bättre.
   *[other] Inga fel. { $count } varningar visar vad som kan bli ännu bättre.
}
organisation-tally = Kvar att rätta: { $tally }.
organisation-only-mended = Inget fel och ingen varning är kvar i den gemensamma katalogen.
organisation-mended = { $count ->
    [one] { $count } till har vi rättat åt er i den gemensamma katalogen. Det finns kvar i er egen.
   *[other] { $count } till har vi rättat åt er i den gemensamma katalogen. De finns kvar i er egen.
}
organisation-quality = Metadatakvalitet enligt EU:s mätning: i snitt { $points } av { $measured } poäng per datamängd. Av mätningens { $of } poäng räknas här de som inte kräver att era länkar provas.
organisation-first = Gör det här först
organisation-first-incomplete = Gör hela katalogen möjlig att läsa
organisation-first-source = Gör katalogen möjlig att hämta

source-title = Hämtning
source-none = Ingen adress är inlagd än.
source-address = Adress
source-last-run = Senaste hämtningen
source-run-counts = { $added } nya, { $updated } ändrade, { $removed } borttagna, { $unchanged } oförändrade
source-held = Väntar på godkännande
source-held-count = { $count ->
    [one] { $count } borttagning väntar på att någon godkänner den. Beskrivningen ligger kvar så länge.
   *[other] { $count } borttagningar väntar på att någon godkänner dem. Beskrivningarna ligger kvar så länge.
}
source-next-run = Nästa hämtning
source-last-try = Senaste försök
source-id = Källa
source-code = Felkod
source-detail = Felmeddelande

finding-title = Allt som kan bli bättre
finding-about = Fel betyder att något som måste finnas saknas eller inte går att förstå. Varningar och tips gör era data lättare att hitta och använda.
finding-share = { $count } av { $all }
finding-why = Därför
finding-fix = Så gör ni
finding-who = Vem rättar
finding-values = Värden som inte stämmer
finding-column-value = Värde
finding-column-count = Antal
finding-column-line = Var i filen
finding-samples = Gäller
finding-more = … och { $count } till
finding-no-address = (har ingen egen adress)
finding-no-title = (utan titel)
finding-near = hör till
finding-mended = rättat av oss
finding-rule = Regeln med exempel, att skicka vidare till leverantören
finding-findings = Antal ställen

repair-title = Det här har vi rättat åt er
repair-about = Rättningarna syns bara i den gemensamma katalogen. Rätta gärna också hemma hos er, så blir det rätt överallt där era data används.
repair-count = { $count ->
    [one] { $count } rättning
   *[other] { $count } rättningar
}
repair-examples = Exempel
repair-column-where = Var
repair-column-property = Uppgift
repair-column-before = Före
repair-column-after = Efter
repair-nothing = (saknades)
repair-removed = (borttaget)
repair-step = Steg

suggestion-title = Förslag till er
suggestion-about = Här tror vi att något kan bli bättre, men bara ni kan avgöra om det stämmer. Inget är ändrat, varken hos er eller i den gemensamma katalogen.
suggestion-count = { $count ->
    [one] { $count } förslag
   *[other] { $count } förslag
}
suggestion-column-value = Står nu
suggestion-column-proposed = Förslag

conflict-title = Beskrivs också av andra
conflict-about = Samma sak beskrivs av flera organisationer. Den gemensamma katalogen visar bara en av beskrivningarna. Kom gärna överens om vem som ska beskriva den.
conflict-caption = Det som flera beskriver
conflict-column-thing = Titel eller adress
conflict-column-other = Beskrivs också av
conflict-column-shown = Visas i katalogen
conflict-ours = Er beskrivning
conflict-theirs = Deras beskrivning

rules-about = { $count ->
    [one] Vi granskar mot { $count } regel. Den bygger på DCAT-AP-SE, den svenska specifikationen för att beskriva öppna data.
   *[other] Vi granskar mot { $count } regler. De bygger på DCAT-AP-SE, den svenska specifikationen för att beskriva öppna data.
}
rules-caption = { $count ->
    [one] { $count } regel
   *[other] { $count } regler
}
rules-column-problem = Problem
rules-column-severity = Allvar
rules-column-property = Uppgift

rule-help = Hjälp
rule-examples = Exempel
rule-examples-about = För den som skriver filen själv eller bygger systemet som gör det.
rule-example = Följer regeln
rule-counter-example = Följer inte regeln
rule-specification = Läs mer i specifikationen
rule-id = Regel
rule-class = Klass
rule-property = Egenskap
rule-profile = Profil

problem-not-found = Sidan finns inte
problem-not-found-about = Kontrollera adressen, eller gå till översikten och välj organisation där.
problem-internal = Något gick fel hos oss
problem-internal-about = Sidan kan inte visas just nu. Försök igen om en stund. Den gemensamma katalogen påverkas inte.
problem-home = Till översikten

# What a source no longer has

absent-title = Saknas i er källa
absent-grace = { $count ->
    [one] En datamängd finns inte längre i källan. Den ligger kvar i den gemensamma katalogen till { $day }, och försvinner sedan av sig själv.
   *[other] { $count } datamängder finns inte längre i källan. De ligger kvar i den gemensamma katalogen en tid, den första till { $day }, och försvinner sedan av sig själva.
}
absent-kept = { $count ->
    [one] En datamängd finns inte längre i källan, men någon har bestämt att den ska ligga kvar i den gemensamma katalogen.
   *[other] { $count } datamängder finns inte längre i källan, men någon har bestämt att de ska ligga kvar i den gemensamma katalogen.
}
held-what = { $count } av { $known } datamängder, serier och datatjänster saknas i källan sedan { $since }. De ligger kvar i den gemensamma katalogen tills någon har bestämt om de ska bort, eftersom { $reason }.
held-share = de är en stor del av katalogen
held-count = de är många på en gång
held-empty = källan inte har något annat kvar
held-agreed = { $left ->
    [0] De försvinner vid nästa hämtning.
    [one] Saknas de likadant en dag till försvinner de av sig själva.
   *[other] Saknas de likadant { $left } dagar till försvinner de av sig själva.
}
held-advice = Var det inte meningen? Lägg tillbaka dem i källan, så är allt som förut efter nästa hämtning. Var det meningen? Säg till den som samordnar den gemensamma katalogen.
held-decide = Visa allt och besluta
decided-approved = Godkänt { $at }: { $count ->
    [one] en datamängd togs bort.
   *[other] { $count } datamängder togs bort.
}
decided-rejected = Beslutat { $at }: { $count ->
    [one] en datamängd som källan inte har får ligga kvar.
   *[other] { $count } datamängder som källan inte har får ligga kvar.
}
decided-agreed = Borttaget { $at } efter att ha saknats flera dagar: { $count ->
    [one] en datamängd.
   *[other] { $count } datamängder.
}
decided-changed = Inte längre aktuellt sedan { $at }: något annat saknades än de { $count } som väntade på beslut.
decided-returned = Tillbaka { $at }: { $count ->
    [one] den datamängd som saknades finns i källan igen.
   *[other] de { $count } datamängder som saknades finns i källan igen.
}
decided-by = Beslutat av { $by }.
moved-about = { $count ->
    [one] En datamängd har fått en ny adress: titeln, utgivaren och data är desamma. Det räknas inte som borttaget.
   *[other] { $count } datamängder har fått nya adresser: titlarna, utgivarna och data är desamma. Det räknas inte som borttaget.
}
moved-caption = Nya adresser
moved-column-thing = Titel
moved-column-old = Förut
moved-column-new = Nu
decision-title = Besluta om borttagning
decision-none = Här finns inget att besluta om längre.
decision-busy = Källan hämtas just nu. Vänta tills det är klart och besluta sedan.
decision-gone = Det som väntade här gör det inte längre: någon har beslutat, eller så saknas något annat nu.
decision-unclear = Välj om det ska bort eller ligga kvar.
decision-decide = Beslut
decision-about = Beslutet gäller just det som står i listan, med det som hör till. Tas det bort försvinner det ur den gemensamma katalogen, och därmed ur de portaler som läser den. Kommer det tillbaka i källan kommer det också tillbaka i katalogen.
decision-by = Vem beslutar (syns på organisationens sida)
decision-approve = Ta bort
decision-reject = Låt ligga kvar
decision-token = Webbläsaren frågar efter ett lösenord. Användarnamnet kan vara vilket som helst.
decision-closed = Den som driver tjänsten beslutar med ett av de här kommandona:

# Organisations with several addresses, references that lead nowhere

agents-title = Samma organisation under flera adresser?
agents-about = De här adresserna verkar gälla samma organisation. De visas som olika tills alla använder en och samma adress, helst den som Sveriges dataportal rekommenderar: http://dataportal.se/organisation/SE följt av organisationsnumret.
agents-number = Samma organisationsnummer:
agents-name = Samma namn:
dangling-title = Hänvisningar som inte leder någonstans
dangling-about = De här beskrivningarna hänvisar till något som inte beskrivs i den gemensamma katalogen. Beskriv det i er källa, eller rätta adressen.
dangling-caption = Hänvisningar utan mål
dangling-column-thing = I beskrivningen av
dangling-column-property = Som
dangling-column-target = Hänvisar till
dangling-distribution = distribution
dangling-publisher = utgivare
dangling-dataset = datamängd
dangling-series = serie
dangling-contact = kontaktpunkt
agents-several = ({ $count } gånger)
conflict-as = under adressen
region-decisions = Väntar på någon
region-conflicts = { $count ->
    [one] En beskrivning finns hos flera organisationer, och bara en av dem visas. Organisationernas sidor säger vilken.
   *[other] { $count } beskrivningar finns hos flera organisationer, och bara en av varje visas. Organisationernas sidor säger vilka.
}
