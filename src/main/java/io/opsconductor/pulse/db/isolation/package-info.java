/**
 * Whether one tenant's rows are kept from another by the database itself: reads which tables carry a tenant and how row
 * security stands on them, and judges that. Works on any database; knows no schema.
 *
 * <p>Start with {@link io.opsconductor.pulse.db.isolation.IsolationCheck}. Rooms, bottom up: {@code policy}.
 */
package io.opsconductor.pulse.db.isolation;
