-- Imports of kinds of the company's own, and of all sheets of a workbook (docs/decisions/019-imports.md, 022-xlsx.md).

-- What kinds there are, `kinds` says.
alter table imports drop constraint imports_kind_check;

-- Of a workbook the sheets that are read, and those left out because their headers are others; null: the file is text.
alter table imports add column sheets text[];
alter table imports add column sheets_left_out text[];
update imports set sheets = array[sheet], sheets_left_out = '{}' where sheet is not null;
alter table imports drop column sheet;
