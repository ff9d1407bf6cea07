-- What comes with a message besides its words, and what follows from it.

-- {"url", "title"}: where a visitor was when they wrote; null on channels that know no pages
alter table message add column page jsonb;

-- whether a person set the contact's language; until then it follows what the contact writes in
alter table contact add column language_set boolean not null default false;

-- {"code", "detail"}: why the inbox cannot send at present; null: as far as is known, it can. Kept beside `health`, which
-- belongs to whoever listens: a mailbox may be read while its outgoing server refuses the password.
alter table inbox add column sending_problem jsonb;
