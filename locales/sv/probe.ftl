# Vad en fråga till en adress visar, på terminalen, för den som driver webbplatsen.

probe-title = Provhämtning av { $url }
probe-address = Adress i nätet
probe-refused = { $address } (dit ansluter vi inte: den ligger inte öppet på internet)
probe-certificate = Certifikat
probe-certificate-about = utfärdat av { $issuer }, gäller till { $end }, { $days ->
    [one] { $days } dag kvar
   *[other] { $days } dagar kvar
}
probe-certificate-ended = utfärdat av { $issuer }, slutade gälla { $end }, för { $days ->
    [one] { $days } dag sedan
   *[other] { $days } dagar sedan
}
probe-certificate-names = gäller för { $names }
probe-answer = Svar
probe-times = Tider
probe-time-name = namn { $ms } ms
probe-time-connect = anslutning { $ms } ms
probe-time-tls = kryptering { $ms } ms
probe-time-head = väntan på svar { $ms } ms
probe-time-body = innehåll { $ms } ms
probe-headers = Svarets huvuden
probe-document = Dokumentet
probe-size = Storlek
probe-sizes = { $sent } byte skickade, { $unpacked } byte uppackade
probe-format = Format
probe-content = Innehåll
probe-counts = { $statements } påståenden, { $datasets } datamängder
probe-again = Ny fråga om något har ändrats
probe-again-nothing = svaret har varken ETag eller Last-Modified att fråga med
probe-again-not-modified = 304, som det ska vara
probe-again-whole = hela dokumentet skickades igen
probe-again-failed = misslyckades
probe-detail = Felmeddelande: { $detail }
probe-fine = Katalogen går att hämta och läsa.
probe-trouble = FEL: { $sentence }
probe-tip = TIPS: { $sentence }

probe-failure = Katalogen går inte att hämta eller läsa: { $reason }.
probe-no-datasets = Dokumentet går att läsa men innehåller inga datamängder. Kontrollera att exporten omfattar hela katalogen.
probe-certificate-ends = Certifikatet går ut om { $days ->
    [one] { $days } dag
   *[other] { $days } dagar
}. Förnya det, och låt det helst förnyas automatiskt.
probe-not-conditional = Webbservern skickar hela katalogen igen fast inget har ändrats. Låt den svara 304 på If-None-Match och If-Modified-Since, så går hämtningen snabbare för båda.
probe-no-validators = Svaret saknar både ETag och Last-Modified. Lägg till minst ett av dem, så slipper webbservern skicka katalogen när inget har ändrats.
probe-conditional-fails = Webbservern klarar inte en fråga om något har ändrats sedan sist. Låt den svara 304, eller skicka hela katalogen.
probe-moved = Adressen har flyttat till { $to }. Meddela den nya adressen till alla som hämtar katalogen.
probe-plain-http = Anslutningen är inte krypterad. Erbjud katalogen över https.
probe-media-type = Svaret anger medietypen ”{ $given }”, men innehållet är { $right }. Ändra Content-Type, så behöver ingen gissa.
probe-not-compressed = Dokumentet skickas okomprimerat. Slå på gzip eller br, så går hämtningen snabbare.
