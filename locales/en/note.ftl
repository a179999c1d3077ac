# What the reader did with what breaks the file format. Followed by where that is.

note-incomplete = The file ends or breaks before it is complete; what was complete before that was read
note-charset = The file is not in the character encoding that it should be in or says; it was read by its content. Save it as UTF-8
note-double-encoded = Text seems to be encoded twice (Ã¥ for å) and was read as it stands. Check the export
note-character = Invisible control characters, which the file format does not allow, were left out
note-entity = An & is not written &amp;, or a character reference (such as &nbsp;) does not exist in the file format; it was read as text or left out
note-iri = Web addresses are misspelt, for example with spaces, and were read as they stand
note-iri-space = White space around web addresses was left out
note-language-tag = Language tags are misspelt; they were read with hyphens instead of underscores (sv-SE), or left out
note-datatype = Datatypes are no web addresses; the values were read as plain text
note-prefix = Namespace prefixes are used without being declared; they were read as what they usually mean
note-namespace = Namespaces are misspelt; they were read as what their prefixes usually mean
note-element-name = Elements have a name without a namespace or with characters that are not allowed; the statement was left out
note-attribute = Attributes mean nothing where they stand and were left out
note-attribute-syntax = Attributes are not written as XML wants it, for example without quotation marks or twice in one element
note-markup = Declarations, instructions or the characters ]]> are not written as XML wants it; they were passed over
note-unprefixed = The attributes nodeID and datatype lack their prefix and were read as if they had it
note-subject = Elements have more than one address for what they describe; the first was used
note-id = Values of the attributes ID or nodeID are no valid XML names but were used all the same
note-duplicate-id = The same value of the attribute ID occurs more than once
note-stray-text = Text stands where only elements may stand and was left out
note-several-values = Properties have several values in one element; each was read
note-statement = Statements could not be read and were left out
note-line-break = Texts go on in the next line; they were read as they stand. Write them with three quotation marks before and behind
note-punctuation = The semicolon or full stop at the end of lines is missing; they were read as if it were there
note-json = The JSON has commas or backslashes too many or too few, or comments; it was read as it was meant
note-duplicate-key = The same key stands twice in one object; both values were read where that is possible
note-named-graph = Statements in named graphs were read into one graph
note-triple-term = Statements with another statement as their value were left out
note-nameless-key = Values stand under keys that the @context does not know and were left out
note-direction = The direction of text was left out

# Where in the file: in one place or several, and in which line if that is known.
note-line = { $count ->
    [one] { $lines }
   *[other] { $count } places, the first in { $lines }
}
note-places = { $count ->
    [one] one place
   *[other] { $count } places
}
