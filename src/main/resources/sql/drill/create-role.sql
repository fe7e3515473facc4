SELECT format('CREATE ROLE %I NOLOGIN', ?::text)
