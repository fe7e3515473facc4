-- The tables in which other tools record their migrations: Alembic, Django, Liquibase, Knex, Prisma, goose, sqlx, Rails,
-- Entity Framework, node-pg-migrate, TypeORM, refinery; golang-migrate, dbmate and Rails by a table under the Python
-- runner's name. The history's own are given by their oids.
SELECT coalesce(string_agg(DISTINCT c.relname, ', '), '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN (SELECT ? AS one, ? AS two, string_to_array(?, ',')::oid[] AS tables) AS asked
WHERE n.nspname IN (asked.one, asked.two)
  AND c.oid <> ALL (asked.tables)
  AND c.relkind IN ('r', 'p')
  AND c.relname IN ('alembic_version', 'django_migrations', 'databasechangelog', 'knex_migrations', '_prisma_migrations',
                    'goose_db_version', '_sqlx_migrations', 'ar_internal_metadata', '__EFMigrationsHistory',
                    'pgmigrations', 'typeorm_migrations', 'refinery_schema_history', 'schema_migrations')
