package io.opsconductor.pulse.db.schema;

import java.sql.SQLException;

/** The statements by which a tenant tries to reach rows that are not its own. */
final class AttackSql {
    /** What is needed to write them down, found out beforehand: an attacker would guess it. */
    private final TenantSession session;

    AttackSql(TenantSession session) {
        this.session = session;
    }

    static String all(GuardedTable table) {
        return "SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1";
    }

    /** @param condition on the row {@code t} */
    static String all(GuardedTable table, String condition) {
        return "SELECT to_jsonb(t)::text FROM " + table + " t WHERE " + condition + " ORDER BY 1";
    }

    static String touch(GuardedTable table) {
        return "UPDATE %s SET %2$s = %2$s".formatted(table, table.ownerColumn());
    }

    static String delete(GuardedTable table) {
        return "DELETE FROM " + table;
    }

    /** Every row that can be reached, to another owner. */
    static String give(GuardedTable table, String owner) {
        return "UPDATE %s SET %s = %s".formatted(table, table.ownerColumn(), owner);
    }

    static String of(GuardedTable table, String owner) {
        return " WHERE " + table.ownerColumn() + " = " + owner;
    }

    /** The value of the owner's column that makes a row the tenant's. */
    String owner(GuardedTable table, String tenant) throws SQLException {
        return session.rows("SELECT quote_literal(" + table.ownedBy(tenant) + ")")
                .get(0);
    }

    /** A row of the victim's once more, for an owner; NULL for the system. */
    String insertCopy(GuardedTable table, String victim, String owner) throws SQLException {
        String query = "SELECT quote_literal(to_jsonb(t) || jsonb_build_object('%s', %s::text)) FROM %s t"
                .formatted(table.ownerColumn(), owner, table);
        String row = session.rows(query + " WHERE %s = '%s' LIMIT 1".formatted(table.owner(), victim))
                .get(0);
        return "INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, %3$s)"
                .formatted(table, table.columns(), row);
    }
}
