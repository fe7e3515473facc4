// What PostgreSQL keeps per session, exchanged when the one backend goes from one session to another: settings, session
// user and role, advisory locks. Prepared statements are kept apart by their names (see session.mjs). Not kept apart:
// temporary tables, cursors WITH HOLD, LISTEN, and PREPARE or DEALLOCATE written in SQL.

import { closeStatement, sync } from './wire.mjs';
import { elsewhere, heldLocks, release } from './locks.mjs';

/** PGlite's command line sets these for its own purposes; here they are as on a server. */
const base = [
  ['search_path', '"$user", public'],
  ['client_min_messages', 'notice'],
  ['enable_seqscan', 'on'],
  ['allow_system_table_mods', 'off'],
];

/**
 * Where the session stands. Settings made up by the application (app.tenant) are in no list, so their names are picked
 * out of the SQL that goes by; those that turn out to be real (timescaledb.license, which no session may set) are left.
 */
const current = madeUp => `
  SELECT 'user', session_user, current_setting('role');
  SET SESSION AUTHORIZATION DEFAULT;
  SELECT 'setting', name, setting FROM pg_catalog.pg_settings
    WHERE source = 'session' AND name NOT IN ('role', 'session_authorization');
  SELECT 'setting', name, current_setting(name, true) FROM unnest(${array(madeUp)}) AS name
    WHERE current_setting(name, true) <> '' AND name NOT IN (SELECT name FROM pg_catalog.pg_settings);
  ${heldLocks};`;

/** ALTER DATABASE ... SET and ALTER ROLE ... SET, which a backend of this kind does not apply by itself. */
const configured = user => `
  SELECT set_config(split_part(entry, '=', 1), substr(entry, strpos(entry, '=') + 1), false)
    FROM (SELECT unnest(setconfig) AS entry, setdatabase, setrole FROM pg_catalog.pg_db_role_setting) AS s
   WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
     AND setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = ${literal(user)}))
   ORDER BY setdatabase = 0 DESC, setrole = 0 DESC;`;

/** SQL that may have put a setting back to the command line's value. */
export const resets = /\b(RESET|DISCARD)\b|\bSET\s[^;]*\bDEFAULT\b/i;

const sets = /\bset_config\b|\bSET\b/i;
const dotted = /\b[a-z_]\w*\.[a-z_]\w*\b/gi;

const literal = value => `'${value.replaceAll("'", "''")}'`;
const identifier = value => `"${value.replaceAll('"', '""')}"`;
const array = values => `ARRAY[${[...values].map(literal).join(', ')}]::text[]`;
const set = ([name, value]) => `SELECT set_config(${literal(name)}, ${literal(value)}, false);`;

export class SessionStates {
  #backend;
  #current;
  #states = new Map(); // session -> { user, role, settings, locks }
  #gone = new Set();
  #madeUp = new Set(); // names that may be settings of the application's

  constructor(backend) {
    this.#backend = backend;
  }

  /** Makes the backend this session's. A session that cannot have it (an unknown user) is told so: false. */
  async admit(session) {
    if (this.#current === session && this.#gone.size === 0) return true;
    await this.#leave();
    for (const gone of this.#gone) await this.#bury(gone);
    this.#gone.clear();
    try {
      await this.#enter(session);
      return true;
    } catch (failure) {
      session.fail('FATAL', '28000', failure.message);
      return false;
    }
  }

  /** The session is gone; what it held is given up before the next one comes in. */
  forget(session) {
    this.#gone.add(session);
  }

  /** Nobody is connected: everything a session can leave behind goes. */
  async clear() {
    if (this.#gone.size === 0) return;
    await this.#backend.ask('SET SESSION AUTHORIZATION DEFAULT');
    await this.#backend.ask('DISCARD ALL');
    this.#current = undefined;
    this.#states.clear();
    this.#gone.clear();
  }

  /**
   * Takes note of what the batch may have done to settings; after RESET search_path its value is as on a server. After
   * an error nothing was reset, or the engine passes over all until Sync, this too.
   */
  async observe(batch, state) {
    const sql = batch.toString('latin1');
    if (sets.test(sql)) for (const [name] of sql.matchAll(dotted)) this.#madeUp.add(name);
    if (state === 'E' || !resets.test(sql)) return;
    await this.#backend.ask(base.map(([name, value]) => `SELECT set_config(name, ${literal(value)}, false)
      FROM pg_catalog.pg_settings WHERE name = '${name}' AND source = 'command line';`).join(' '));
  }

  async #leave() {
    const left = this.#current;
    this.#current = undefined;
    if (!left) return;
    const state = { settings: [], locks: [] };
    const others = [...this.#states].flatMap(([session, { locks }]) => (session === left ? [] : locks));
    for (const [kind, ...values] of await this.#backend.ask(current(this.#madeUp))) {
      if (kind === 'user') [state.user, state.role] = values;
      if (kind === 'setting') state.settings.push(values);
      if (kind === 'lock' && !others.includes(values[0])) state.locks.push(values[0]);
    }
    this.#states.set(left, state);
  }

  async #enter(session) {
    const state = this.#states.get(session);
    const others = [...this.#states].flatMap(([other, { locks }]) => (other === session ? [] : locks));
    const user = state?.user ?? session.user;
    await this.#backend.ask('SET SESSION AUTHORIZATION DEFAULT; RESET ALL');
    await this.#backend.ask([
      ...base.map(set),
      state ? '' : configured(user),
      ...(state?.settings ?? session.settings()).map(set),
      set([elsewhere, others.length === 0 ? '' : `,${others.join(',')},`]),
      `SET SESSION AUTHORIZATION ${identifier(user)};`,
      state && state.role !== 'none' ? `SET ROLE ${identifier(state.role)};` : '',
    ].join('\n'));
    this.#current = session;
  }

  async #bury(gone) {
    const locks = this.#states.get(gone)?.locks ?? [];
    this.#states.delete(gone);
    if (locks.length > 0) await this.#backend.ask(locks.map(release).join('\n'));
    const statements = [...gone.statements].map(closeStatement);
    if (statements.length > 0) await this.#backend.tell(Buffer.concat([...statements, sync]));
  }
}
