-- A letter to a third party that was begun stays where it is written: drafts are what may stand where one writes to the customer.
alter table draft drop constraint draft_kind_check;
alter table draft add constraint draft_kind_check check (kind in ('reply', 'note', 'new'));
