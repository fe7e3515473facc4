-- The tables in which other tools record their migrations: Alembic, Django, Liquibase, Knex, Prisma, goose, sqlx, Rails,
-- Entity Framework, node-pg-migrate, TypeORM, refinery.
SELECT coalesce(string_agg(c.relname, ', ' ORDER BY c.relname), '')
FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace
  AND c.relkind IN ('r', 'p')
  AND c.relname IN ('alembic_version', 'django_migrations', 'databasechangelog', 'knex_migrations', '_prisma_migrations',
                    'goose_db_version', '_sqlx_migrations', 'ar_internal_metadata', '__EFMigrationsHistory',
                    'pgmigrations', 'typeorm_migrations', 'refinery_schema_history')
