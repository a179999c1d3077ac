remark-moved = The address { $address } has moved to { $detail }. Tell the new address to whoever runs the harvest, so that fetching does not depend on the redirect.
remark-redirected = The address { $address } leads to { $detail } for the time being (302). Ask whoever runs the web site to use 301, 303, 307 or 308 instead: the national portal does not name 302 among those that it follows.
remark-pages-host = The page { $address } names its next page on another server, { $detail }. We fetched it from your own server instead. Ask the supplier to mend the system's public address.
remark-pages-failed = One of the catalogue's pages, { $address }, could not be fetched or read: { $detail }. What stood on the pages before it is up to date, and nothing was removed.
remark-incomplete-document = The document { $address } breaks off before it is complete. What stood whole before that is up to date, and nothing was removed. Ask the supplier to look at why the export stops. (Technically: { $detail })
remark-incomplete-document-line = The document { $address } breaks off at { $lines }, before it is complete. What stood whole before that is up to date, and nothing was removed. Ask the supplier to look at why the export stops. (Technically: { $detail })
remark-broken-document = The document { $address } cannot be read whole, since something in it breaks the file format. What could be read is up to date, and nothing was removed. Ask the supplier to correct the export. (Technically: { $detail })
remark-broken-document-line = The document { $address } cannot be read whole, since something at { $lines } breaks the file format. What could be read is up to date, and nothing was removed. Correct it there, or ask the supplier to correct the export. (Technically: { $detail })
remark-pages-repeats = The catalogue's pages go in circles: { $address } is a page that was fetched already. Ask the supplier to mend the link to the next page. Nothing was removed.
remark-pages-ambiguous = The page { $address } names several different next pages. Ask the supplier to mend that. Nothing was removed.
remark-pages-address = The page { $address } names a next page that is no web address: { $detail }. Ask the supplier to mend that. Nothing was removed.
remark-pages-empty = The page { $address } is empty and names a next page all the same. Ask the supplier to mend that. Nothing was removed.
remark-pages-limit = The catalogue has more pages than { $detail }, which is the limit. The rest, from { $address } on, was not fetched, and nothing was removed. Put more datasets on each page, or ask whoever runs the harvest to raise the limit.
remark-pages-count = The catalogue says that it has { $announced } datasets, but we found { $found }. Nothing is removed as long as the numbers differ. Ask the supplier to look at what is counted and what is shown.
remark-pages-unstable = The catalogue changed while its pages were fetched. What is new is in, and nothing was removed; it is tried again at the next harvest.
remark-sub-catalogue = The sub-catalogue { $address } could not be used: { $detail }. As long as a sub-catalogue is missing, what was fetched last stays for the whole organisation.
remark-reading = The file { $address } breaks its format. { $note } ({ $where }). Ask the supplier of the system to correct the export.
remark-entangled = The description of { $address } has so many parts without an address of their own that look the same that they cannot be told apart. It may count as changed each time it is fetched. Give the parts addresses of their own.
remark-quarantined = The description of { $address } cannot be published and is not in the shared catalogue. The rest of the catalogue is not affected. Put right what is in the way. (Technically: { $detail })
remark-quarantined-kept = The description of { $address } cannot be published as it is now. The one before it stays in the shared catalogue. Put right what is in the way. (Technically: { $detail })
remark-statement-left-out = A statement about { $address } cannot be published and is not in the shared catalogue. The rest of the description is. (Technically: { $detail })
remark-new-addresses = { $count ->
    [one] One dataset has a new address
   *[other] { $count } datasets have new addresses
}: the same title, publisher and data are now found under another address. It does not count as removed, but links to the old address no longer lead anywhere. Keep addresses where you can, for instance when you change systems.
remark-unreachable = { $count ->
    [one] One statement in { $address } belongs to something that has no address and that nothing refers to. It is not in the joint catalogue.
   *[other] { $count } statements in { $address } belong to something that has no address and that nothing refers to. They are not in the joint catalogue.
} Give it an address, or refer to it.
