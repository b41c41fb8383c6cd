-- Imports of many records, and from workbooks (docs/decisions/019-imports.md, 021-xlsx.md).

-- Only files of which nothing was written are given up: what it cost to look up for each row protected nothing.
alter table import_records drop constraint import_records_import_id_fkey;

-- Of a workbook the sheet that is read; its file is kept as rows of text, like every other.
alter table imports add column sheet text;
