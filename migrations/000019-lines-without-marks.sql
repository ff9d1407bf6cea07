-- Lines of the list and promises that were written down before light formatting was taken out of them lose the marks that
-- domain/formatting reads: **bold**, _italic_, [words](address). Only what was written at the desk; a customer's stars stay stars.
create function pg_temp.without_marks(line text) returns text language sql immutable as $$
  -- Letters and digits beside which a mark is none, as explicit ranges: what counts as a letter depends on the database's locale.
  -- A line that was cut may have lost the second of two marks.
  select regexp_replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(line,
      '\[(https?://[^][\s()<>"]+)\]\(\1\)', '\1', 'g'),
      '\[([^][]+)\]\((?:mailto:([^\s()<>"]+)|(https?://[^\s()<>"]+))\)', '\1 (\2\3)', 'g'),
      '(^|[^A-Za-z0-9À-ɏͰ-ӿ])\*\*([^\s*]|[^\s*][^*]*[^\s*])\*\*', '\1\2', 'g'),
      '(^|[^A-Za-z0-9À-ɏͰ-ӿ_/])_([^\s_]|[^\s_][^_]*[^\s_])_(?![A-Za-z0-9À-ɏͰ-ӿ_])', '\1\2', 'g'),
      '(^|[^A-Za-z0-9À-ɏͰ-ӿ])\*\*([^\s*]|[^\s*][^*]*[^\s*])\*\*', '\1\2', 'g'),
    '(^|\s)\*\*(?=[^\s*][^*]*…$)', '\1', 'g')
$$;

update conversation set last_text = pg_temp.without_marks(last_text), version = version + 1
where last_direction in ('out', 'note', 'to third party') and last_text ~ '\*\*|_|\]\(' and pg_temp.without_marks(last_text) <> last_text;

update commitment set promise = pg_temp.without_marks(promise)
where promise ~ '\*\*|_|\]\(' and pg_temp.without_marks(promise) <> promise;

drop function pg_temp.without_marks(text);
