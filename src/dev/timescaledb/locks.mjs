// Advisory locks between sessions that share one backend.
//
// PostgreSQL grants a backend every lock it holds already, so two sessions would both get the lock that is to keep them
// apart. The functions are therefore renamed and replaced by ones that first look whether another session holds the
// key; the names of such keys are put into a setting at each change of session (see state.mjs). Nobody can wait here,
// since the holder could not go on: what would wait fails at once.

/** Keys held by other sessions, as `,E1:42,S2:1:7,`: exclusive or shared, one bigint or two integers. */
export const elsewhere = 'pulse_dev.advisory_locks_elsewhere';

const keys = [
  { type: 'int8', parameters: 'bigint', use: '$1', text: "'1:' || $1" },
  {
    type: 'int4',
    parameters: 'int, int',
    use: '$1, $2',
    text: "'2:' || ($1::int8 & 4294967295) || ':' || ($2::int8 & 4294967295)",
  },
];
const kinds = ['lock', 'lock_shared', 'xact_lock', 'xact_lock_shared', 'unlock', 'unlock_shared'].map(name => ({
  name: `pg_advisory_${name}`,
  shared: name.endsWith('_shared'),
  unlocks: name.startsWith('unlock'),
  result: name.startsWith('unlock') ? 'boolean' : 'void',
}));
const tries = kinds
  .filter(kind => !kind.unlocks)
  .map(kind => ({ ...kind, name: kind.name.replace('pg_', 'pg_try_'), result: 'boolean', tries: true }));

function replacement({ name, shared, unlocks, result, tries }, { parameters, use, text }) {
  const original = name.replace('pg_', 'pulse_');
  const refusal = tries
    ? 'RETURN false;'
    : `RAISE EXCEPTION 'another session holds this advisory lock, and the embedded database cannot wait for it'
         USING ERRCODE = 'lock_not_available';`;
  const held = unlocks
    ? `position(',${shared ? 'S' : 'E'}' || ${text} || ',' IN held) > 0`
    : `position(',E' || ${text} || ',' IN held) > 0${shared ? '' : ` OR position(',S' || ${text} || ',' IN held) > 0`}`;
  const whenHeld = unlocks ? "RAISE WARNING 'you don''t own a lock of this type'; RETURN false;" : refusal;
  const act = result === 'void' ? `PERFORM pg_catalog.${original}(${use});` : `RETURN pg_catalog.${original}(${use});`;
  return `
    ALTER FUNCTION pg_catalog.${name}(${parameters}) RENAME TO ${original};
    CREATE FUNCTION pg_catalog.${name}(${parameters}) RETURNS ${result} LANGUAGE plpgsql STRICT
      SET search_path = pg_catalog AS $body$
      DECLARE held text := coalesce(current_setting('${elsewhere}', true), '');
      BEGIN
        IF ${held} THEN ${whenHeld} END IF;
        ${act}
      END $body$;`;
}

/** Run once, in the database all others are copied from. */
export const prepare = [...kinds, ...tries].flatMap(kind => keys.map(key => replacement(kind, key))).join('\n');

/** Rows ('lock', key) of the locks held, in the form of the setting. */
export const heldLocks = `
  SELECT 'lock', CASE mode WHEN 'ExclusiveLock' THEN 'E' ELSE 'S' END || CASE objsubid
           WHEN 1 THEN '1:' || ((classid::int8 << 32) | objid::int8)
           ELSE '2:' || classid::int8 || ':' || objid::int8 END
    FROM pg_catalog.pg_locks WHERE locktype = 'advisory'`;

const signed = unsigned => (unsigned > 0x7fffffff ? unsigned - 0x100000000 : unsigned);

/** SQL that gives up a lock however often it was taken. */
export function release(lock) {
  const [kind, ...key] = lock.slice(1).split(':');
  const values = kind === '1' ? key : key.map(part => signed(Number(part)));
  const unlock = `pg_catalog.pulse_advisory_unlock${lock.startsWith('S') ? '_shared' : ''}`;
  return `DO $$ BEGIN WHILE ${unlock}(${values.map(value => `'${value}'`).join(', ')}) LOOP END LOOP; END $$;`;
}
