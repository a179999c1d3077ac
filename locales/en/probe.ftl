# What a question to an address shows, on the terminal, for whoever runs the web site.

probe-title = Probe of { $url }
probe-address = Network address
probe-refused = { $address } (we do not connect to it: it is not on the public Internet)
probe-certificate = Certificate
probe-certificate-about = issued by { $issuer }, valid until { $end }, { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
probe-certificate-ended = issued by { $issuer }, ended on { $end }, { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
probe-certificate-names = for { $names }
probe-answer = Answer
probe-times = Times
probe-time-name = name { $ms } ms
probe-time-connect = connection { $ms } ms
probe-time-tls = encryption { $ms } ms
probe-time-head = waiting for the answer { $ms } ms
probe-time-body = content { $ms } ms
probe-headers = Headers of the answer
probe-document = The document
probe-size = Size
probe-sizes = { $sent } bytes sent, { $unpacked } bytes unpacked
probe-format = Format
probe-content = Content
probe-counts = { $statements } statements, { $datasets } datasets
probe-again = Asked again whether anything has changed
probe-again-nothing = the answer has neither an ETag nor a Last-Modified to ask with
probe-again-not-modified = 304, as it should be
probe-again-whole = the whole document was sent again
probe-again-failed = failed
probe-detail = Error message: { $detail }
probe-fine = The catalogue can be fetched and read.
probe-trouble = FAULT: { $sentence }
probe-tip = TIP: { $sentence }

probe-failure = The catalogue cannot be fetched or read: { $reason }.
probe-no-datasets = The document can be read but holds no datasets. Check that the export covers the whole catalogue.
probe-certificate-ends = The certificate ends in { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Renew it, and preferably have it renewed automatically.
probe-not-conditional = The web server sends the whole catalogue again although nothing has changed. Let it answer 304 to If-None-Match and If-Modified-Since, and fetching gets faster for both.
probe-no-validators = The answer has neither an ETag nor a Last-Modified. Add at least one of them, and the web server need not send the catalogue when nothing has changed.
probe-conditional-fails = The web server cannot cope with the question whether anything has changed. Let it answer 304, or send the whole catalogue.
probe-moved = The address has moved to { $to }. Tell the new address to everybody who fetches the catalogue.
probe-plain-http = The connection is not encrypted. Offer the catalogue over https.
probe-media-type = The answer names the media type "{ $given }", but the content is { $right }. Change Content-Type, and nobody has to guess.
probe-not-compressed = The document is sent without compression. Turn on gzip or br, and fetching gets faster.
