-- As DISCARD ALL, which no transaction may hold and which would give the migration lock away: what the file before has left
-- in the session does not reach the next. Its advisory locks are given back by free-advisory-locks.sql.
SET SESSION AUTHORIZATION DEFAULT;
RESET ROLE;
CLOSE ALL;
DEALLOCATE ALL;
UNLISTEN *;
DISCARD TEMP;
DISCARD SEQUENCES;
DISCARD PLANS;
RESET ALL;
