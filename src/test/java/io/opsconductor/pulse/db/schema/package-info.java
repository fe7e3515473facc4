/**
 * db/migrations against the contract with the Pulse services: what the catalogue must show after each file, that one
 * tenant never reaches another's rows, and what the settings change. The contract itself is
 * src/test/resources/schema/contract.json: entries of the catalogue as key and value, file by file.
 */
package io.opsconductor.pulse.db.schema;
