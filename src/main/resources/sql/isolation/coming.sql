-- What a role may come to act as, "login" for a login and for any other role: itself, and by memberships, over as many steps as there are.
-- "becomes": it may be that role, attributes included (SET; before PostgreSQL 16 any membership); otherwise it has that one's rights alone,
-- by inheritance. "granting": only after it granted itself a role on which it, or one that it acts as, has ADMIN; before that it does not use
-- anything that way, and since PostgreSQL 16 whoever makes a role has ADMIN on it. A part of other files: a list of WITH RECURSIVE.
memberships as materialized (
    -- Columns that came with PostgreSQL 16.
    select given.member,
           given.roleid,
           given.admin_option,
           coalesce((to_jsonb(given) ->> 'set_option')::boolean, true) as sets,
           coalesce((to_jsonb(given) ->> 'inherit_option')::boolean, member.rolinherit) as inherits
    from pg_auth_members as given
    join pg_roles as member on member.oid = given.member
    union all
    -- Of the owner of a database, which no row says.
    select database.datdba, owner.oid, false, true, true
    from pg_database as database
    join pg_roles as owner on owner.rolname = 'pg_database_owner'
    where database.datname = current_database()
),
comes as (
    select role.oid as login, role.oid as role, true as becomes, false as granting
    from pg_roles as role
    union
    select comes.login, step.roleid, way.becomes, way.granting
    from comes
    join memberships as step on step.member = comes.role
    cross join lateral (
        select comes.becomes and step.sets as becomes, comes.granting
        where step.inherits or comes.becomes and step.sets
        union all
        select true, true
        where step.admin_option
    ) as way
)
