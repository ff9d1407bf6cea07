-- What a contact's language was before somebody corrected the language of a message, where the words themselves do not say it (a page,
-- an import): what is there again once the correction is taken back. null: nothing is remembered; 'und': it was not known.
alter table contact add column language_before text;
