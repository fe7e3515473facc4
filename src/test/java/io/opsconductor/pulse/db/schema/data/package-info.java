/**
 * What each migration that meets data does to the rows: a database is migrated to just before the file, rows are put in
 * place, the file runs, and the rows are looked at. Everything runs as an ordinary owner, from whom forced row security
 * hides rows, unless a test says otherwise.
 */
package io.opsconductor.pulse.db.schema.data;
