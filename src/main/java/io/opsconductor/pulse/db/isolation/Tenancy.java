package io.opsconductor.pulse.db.isolation;

import java.util.List;

/** All that a database says of how its tenants are kept apart. */
record Tenancy(List<TenantTable> tables, List<TenantView> views) {}
