-- Where a finding stands in the documents of source.read_run: their position among these, the line from 1, and the byte within the
-- line, from 1, where the line is so long that its number alone does not help. NULL where that is not known.
ALTER TABLE finding ADD COLUMN document INTEGER;
ALTER TABLE finding ADD COLUMN line INTEGER;
ALTER TABLE finding ADD COLUMN byte INTEGER;

-- What did not change is read once more, so that the lines of what was found in it become known.
UPDATE source SET rules = '' WHERE rules IS NOT NULL;
