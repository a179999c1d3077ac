# Vad läsaren gjorde med det som bryter mot filformatet. Följs av var det står.

note-incomplete = Filen tar slut eller går sönder innan den är hel; det som stod helt före det är läst
note-charset = Filen är inte i den teckenkodning som den borde vara eller anger; den lästes efter innehållet. Spara den som UTF-8
note-double-encoded = Text verkar vara kodad två gånger (Ã¥ i stället för å) och lästes som den står. Kontrollera exporten
note-character = Osynliga styrtecken, som filformatet inte tillåter, utelämnades
note-entity = Tecknet & är inte skrivet &amp;, eller en teckenreferens (som &nbsp;) finns inte i filformatet; det lästes som text eller utelämnades
note-iri = Webbadresser är felskrivna, till exempel med mellanslag, och lästes som de står
note-iri-space = Blanksteg runt webbadresser utelämnades
note-language-tag = Språkkoder är felskrivna; de lästes med bindestreck i stället för understreck (sv-SE), eller utelämnades
note-datatype = Datatyper är inga webbadresser; värdena lästes som vanlig text
note-prefix = Prefix för namnrymder används utan att vara deklarerade; de lästes som det de brukar betyda
note-namespace = Namnrymder är felstavade; de lästes som det deras prefix brukar betyda
note-element-name = Element har ett namn utan namnrymd eller med otillåtna tecken; uppgiften utelämnades
note-attribute = Attribut betyder inget där de står och utelämnades
note-attribute-syntax = Attribut är inte skrivna som XML kräver, till exempel utan citattecken eller två gånger i samma element
note-markup = Deklarationer, instruktioner eller tecknen ]]> är inte skrivna som XML kräver; de lästes förbi
note-unprefixed = Attributen nodeID och datatype saknar sitt prefix och lästes som om de hade det
note-subject = Element har mer än en adress för det de beskriver; den första användes
note-id = Värden i attributen ID eller nodeID är inga giltiga XML-namn men användes ändå
note-duplicate-id = Samma värde i attributet ID förekommer mer än en gång
note-stray-text = Text står där bara element får stå och utelämnades
note-several-values = Egenskaper har flera värden i samma element; vart och ett lästes
note-statement = Uppgifter gick inte att läsa och utelämnades
note-line-break = Texter fortsätter på nästa rad; de lästes som de står. Skriv dem med tre citattecken före och efter
note-punctuation = Semikolon eller punkt saknas i slutet av rader; de lästes som om tecknet fanns
note-json = JSON har för många eller för få komman eller omvända snedstreck, eller kommentarer; det lästes som det var menat
note-duplicate-key = Samma nyckel står två gånger i samma objekt; båda värdena lästes där det går
note-named-graph = Uppgifter i namngivna grafer lästes in i en och samma graf
note-triple-term = Uppgifter som har en annan uppgift som värde utelämnades
note-nameless-key = Värden står under nycklar som @context inte känner och utelämnades
note-direction = Uppgift om textens skrivriktning utelämnades

# Var i filen: på ett ställe eller flera, och på vilken rad om den är känd.
note-line = { $count ->
    [one] { $lines }
   *[other] { $count } ställen, det första på { $lines }
}
note-places = { $count ->
    [one] ett ställe
   *[other] { $count } ställen
}
