package io.opsconductor.pulse.db.preflight;

import java.util.Collection;

/** Whose server it seems to be, by the settings and roles that each is known to add; and what is known to differ there. */
enum Provider {
    AURORA("Amazon Aurora", "does not offer TimescaleDB"),
    RDS("Amazon RDS", "does not offer TimescaleDB"),
    AZURE(
            "Azure Database for PostgreSQL",
            "offers TimescaleDB's Apache edition, without compression and policies, once azure.extensions and"
                    + " shared_preload_libraries name it"),
    ALLOY_DB("AlloyDB", "does not offer TimescaleDB"),
    CLOUD_SQL("Cloud SQL", "does not offer TimescaleDB"),
    NEON("Neon", "offers TimescaleDB's Apache edition, without compression and policies"),
    SUPABASE("Supabase", "offers TimescaleDB's Apache edition on PostgreSQL 15 and older only"),
    TIMESCALE(
            "Timescale Cloud",
            "offers the community edition; no role is a superuser there, tsdbadmin owns the database"),
    AIVEN("Aiven", "offers TimescaleDB's Apache edition, without compression and policies"),
    DIGITAL_OCEAN("DigitalOcean", "offers TimescaleDB's Apache edition, without compression and policies"),
    SELF_HOSTED("self-hosted", "shows no sign of a provider");

    private final String title;
    private final String known;

    Provider(String title, String known) {
        this.title = title;
        this.known = known;
    }

    String title() {
        return title;
    }

    /** What is known to differ there, as the end of a sentence that begins with the name. */
    String known() {
        return known;
    }

    /**
     * @param settings the prefixes of settings that providers add
     * @param roles those of the roles that providers add
     * @param aurora the server has Aurora's function for its version
     */
    static Provider of(Collection<String> settings, Collection<String> roles, boolean aurora) {
        if (settings.contains("rds") || roles.contains("rds_superuser")) {
            return aurora ? AURORA : RDS;
        }
        if (settings.contains("azure") || roles.contains("azure_pg_admin")) {
            return AZURE;
        }
        if (settings.contains("alloydb") || roles.contains("alloydbsuperuser")) {
            return ALLOY_DB;
        }
        if (settings.contains("cloudsql") || roles.contains("cloudsqlsuperuser")) {
            return CLOUD_SQL;
        }
        if (settings.contains("neon") || roles.contains("neon_superuser")) {
            return NEON;
        }
        if (roles.contains("supabase_admin")) {
            return SUPABASE;
        }
        if (roles.contains("tsdbadmin")) {
            return TIMESCALE;
        }
        if (roles.contains("avnadmin")) {
            return AIVEN;
        }
        return roles.contains("doadmin") ? DIGITAL_OCEAN : SELF_HOSTED;
    }
}
