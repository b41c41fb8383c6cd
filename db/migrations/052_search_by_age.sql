-- What was searched for is given the newest first, of all kinds together: read in that order, the search ends with the page it fills.
create index search_entries_newest on search_entries (id desc);
