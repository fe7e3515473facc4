// One database: its engine in a worker thread, and the order in which sessions get it.
//
// A session keeps the engine from the first message of a transaction until ReadyForQuery says that none is open; the
// others queue. Between two sessions the state that PostgreSQL keeps per session is exchanged (see state.mjs).

import { MessageChannel, Worker } from 'node:worker_threads';
import { Messages, copyFail, errorText, query, row, sync, typeOf } from './wire.mjs';
import { SessionStates } from './state.mjs';
import { withoutConcurrently } from './concurrently.mjs';

/** Settings a server reports to its clients: https://www.postgresql.org/docs/17/protocol-flow.html */
const reported = ['application_name', 'client_encoding', 'DateStyle', 'default_transaction_read_only', 'in_hot_standby',
  'integer_datetimes', 'IntervalStyle', 'scram_iterations', 'search_path', 'server_encoding', 'server_version',
  'standard_conforming_strings', 'TimeZone'];

export class Backend {
  #worker;
  #port;
  #signal = new Int32Array(new SharedArrayBuffer(4));
  #job; // what is running: { heard, done, fail, feeding }
  #queue = []; // sessions with a batch, waiting
  #holder; // the session whose transaction is open
  #busy = false;
  #states = new SessionStates(this);
  #sessions = new Set();

  /** What clients call it; a spare one has no name yet. */
  name = 'template1';

  /** What ended the engine, or undefined while it lives. */
  failure;

  async start(resources) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#port.on('message', received => this.#heard(received));
    this.#worker = new Worker(new URL('./engine.mjs', import.meta.url), {
      workerData: { ...resources, signal: this.#signal, port: port2 },
      transferList: [port2],
      stderr: true, // PGlite reports harmless folder entries of the extension's archive there
    });
    await new Promise((resolve, reject) => {
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new Error('the engine ended while it started')));
    });
    this.#worker.on('error', failure => this.#died(failure.message));
    this.#worker.on('exit', () => this.#died('its engine ended'));
    const names = reported.map(name => `'${name}'`).join(', ');
    this.reported = Object.fromEntries(
      await this.ask(`SELECT name, setting FROM pg_catalog.pg_settings WHERE name IN (${names})`));
    const [[pid]] = await this.ask('SELECT pg_catalog.pg_backend_pid()');
    this.pid = Number(pid);
  }

  /**
   * From here on current_database() answers this name. The engine goes on giving the old one from its cache until the
   * table is written anew.
   */
  async rename(name) {
    await this.ask(`UPDATE pg_catalog.pg_database SET datname = '${name}', datistemplate = false
                     WHERE datname = '${this.name}'`);
    await this.ask('VACUUM FULL pg_catalog.pg_database');
    this.name = name;
  }

  async stop() {
    this.#died('it was dropped');
    await this.#worker.terminate();
  }

  attach(session) {
    this.#sessions.add(session);
  }

  /** The session is gone: what it had open is rolled back. */
  detach(session) {
    this.#sessions.delete(session);
    this.#queue = this.#queue.filter(waiting => waiting !== session);
    this.#states.forget(session);
    if (this.#job?.session === session && this.#job.feeding) this.feed(copyFail('the client is gone'));
    this.#pump();
  }

  /** The session has a batch, which it hands out by `takeBatch()` when its turn comes. */
  enqueue(session) {
    if (this.#queue.includes(session)) return;
    this.#queue.push(session);
    this.#pump();
  }

  /** Copy data for the statement that is running. */
  feed(bytes) {
    this.#job.feeding = false;
    this.#post(bytes);
  }

  /** Runs SQL of our own between two sessions. Returns its rows as text; fails with the engine's words. */
  async ask(sql) {
    const rows = [];
    let failure;
    await this.#run(query(sql), undefined, answer => {
      if (typeOf(answer) === 'D') rows.push(row(answer));
      if (typeOf(answer) === 'E') failure = errorText(answer);
    });
    if (failure) throw new Error(failure);
    return rows;
  }

  /** Bytes of our own, whose answer nobody needs. */
  async tell(bytes) {
    await this.#run(bytes, undefined, () => {});
  }

  async #pump() {
    if (this.#busy || this.failure) return;
    this.#busy = true;
    try {
      await this.#next();
    } catch (failure) {
      this.#died(failure.message);
    } finally {
      this.#busy = false;
    }
    if (!this.failure && (this.#ready() || this.#abandoned())) this.#pump();
  }

  #abandoned() {
    return this.#holder && !this.#sessions.has(this.#holder);
  }

  #ready() {
    return this.#holder ? this.#queue.includes(this.#holder) : this.#queue.length > 0;
  }

  async #next() {
    if (this.#abandoned()) {
      await this.tell(Buffer.concat([sync, query('ROLLBACK')]));
      this.#holder = undefined;
    }
    if (this.#sessions.size === 0) await this.#states.clear();
    if (!this.#ready()) return;
    const session = this.#holder ?? this.#queue[0];
    this.#queue.splice(this.#queue.indexOf(session), 1);
    if (!(await this.#states.admit(session)) || !this.#sessions.has(session)) return;
    let state;
    const batch = this.#holder ? session.takeBatch() : withoutConcurrently(session.takeBatch());
    await this.#run(batch, session, answer => {
      if (typeOf(answer) === 'Z') state = String.fromCharCode(answer[5]);
      session.answer(answer);
    });
    await this.#states.observe(batch, state);
    // Without ReadyForQuery (after Flush) the client has more to say before anybody else may.
    this.#holder = state === 'I' ? undefined : session;
    session.flush();
    if (session.hasBatch() && !this.#queue.includes(session)) this.#queue.push(session);
  }

  #run(bytes, session, onMessage) {
    if (this.failure) return Promise.reject(new Error(this.failure));
    const messages = new Messages();
    return new Promise((done, fail) => {
      const heard = answer => {
        messages.add(answer);
        for (let next = messages.next(); next; next = messages.next()) onMessage(next);
      };
      this.#job = { session, heard, done, fail, feeding: false };
      this.#post(bytes);
    });
  }

  #post(bytes) {
    this.#port.postMessage(bytes);
    Atomics.add(this.#signal, 0, 1);
    Atomics.notify(this.#signal, 0);
  }

  #heard({ answer, hungry, done }) {
    const job = this.#job;
    if (answer) job.heard(Buffer.from(answer));
    if (hungry) {
      job.feeding = true;
      job.session?.flush();
      if (!this.#sessions.has(job.session)) this.feed(copyFail('the client is gone'));
      else if (!job.session.fed()) this.#died('the engine waits for more than the statement has');
    }
    if (done) {
      this.#job = undefined;
      job.done();
    }
  }

  /** Whether the running statement waits for copy data of this session. */
  wants(session) {
    return this.#job?.feeding === true && this.#job.session === session;
  }

  /** Whether an open transaction of another session, in which nothing happens, keeps the session waiting. */
  keptFrom(session) {
    return !this.#busy && this.#holder !== undefined && this.#holder !== session;
  }

  #died(why) {
    if (this.failure) return;
    this.failure = why;
    this.#job?.fail(new Error(why));
    for (const session of this.#sessions) session.fail('FATAL', '57P02', `database "${this.name}": ${why}`);
    this.#sessions.clear();
  }
}
