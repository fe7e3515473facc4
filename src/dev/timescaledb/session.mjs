// One client's connection. Its messages are collected into batches (up to Query, Sync, Flush), since a batch is what
// the shared backend runs in one go.

import {
  Messages, authenticationOk, backendKey, bodyAt, cancelRequest, closeStatement, error, gssRequest, onlyProtocol3,
  flush, parameterStatus, readyForQuery, renameStatement, sslRequest, startupParameters, typeOf,
} from './wire.mjs';
import { resets } from './state.mjs';

const batchEnds = new Set(['Q', 'S', 'H', 'F']);
const copyMessages = new Set(['d', 'c', 'f']);
/** Startup parameters that are no settings. */
const notSettings = new Set(['user', 'database', 'options', 'replication']);

let count = 0;

export class Session {
  /** Names in the backend of the statements this client prepared. */
  statements = new Set();
  user = 'postgres';

  #id = ++count;
  #socket;
  #server;
  #backend;
  #parameters = new Map();
  #messages = new Messages(true);
  #batches = [];
  #batch = { messages: [], closes: [] };
  #closes = []; // for each Close sent since ReadyForQuery: whether it was ours
  #ended = false;
  #copying = false;
  #copyData = [];
  #answers = [];
  #patience;

  /** @param server gives `backend(name)` and `patience`, the milliseconds to wait for somebody else's transaction */
  constructor(socket, server) {
    this.#socket = socket;
    this.#server = server;
    socket.setNoDelay(true);
    socket.on('data', bytes => this.#heard(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#left());
  }

  #heard(bytes) {
    this.#messages.add(bytes);
    try {
      for (let next = this.#messages.next(); next && !this.#ended; next = this.#messages.next()) {
        if (this.#backend) this.#collect(next);
        else this.#greet(next);
      }
    } catch (failure) {
      this.fail('FATAL', '08P01', `protocol violation: ${failure.message}`);
    }
  }

  #greet(packet) {
    const code = packet.readInt32BE(4);
    if (code === sslRequest || code === gssRequest) return this.#socket.write('N');
    if (code === cancelRequest) return this.#socket.end(); // the engine cannot be interrupted
    this.#parameters = startupParameters(packet);
    this.user = this.#parameters.get('user') ?? this.user;
    const name = this.#parameters.get('database') ?? this.user;
    const backend = this.#server.backend(name);
    if (code >> 16 !== 3) return this.fail('FATAL', '0A000', `unsupported frontend protocol ${code >> 16}`);
    if (!backend) return this.fail('FATAL', '3D000', `database "${name}" does not exist`);
    if (backend.failure) return this.fail('FATAL', '57P03', `database "${name}": ${backend.failure}`);
    this.#messages.typed();
    this.#backend = backend;
    backend.attach(this);
    this.#welcome(code & 0xffff);
  }

  #welcome(minorVersion) {
    const options = [...this.#parameters.keys()].filter(name => name.startsWith('_pq_.'));
    const wanted = new Map([...this.#parameters].map(([name, value]) => [name.toLowerCase(), value]));
    if (minorVersion > 0 || options.length > 0) {
      this.#socket.write(onlyProtocol3(options.map(name => Buffer.from(`${name}\0`))));
    }
    const reported = { ...this.#backend.reported, is_superuser: this.user === 'postgres' ? 'on' : 'off',
      session_authorization: this.user };
    this.#socket.write(Buffer.concat([
      authenticationOk,
      ...Object.entries(reported).map(([name, value]) =>
        parameterStatus(name, wanted.get(name.toLowerCase()) ?? value)),
      backendKey(this.#backend.pid, this.#id), // any other pid would be the mark of a pooler
      readyForQuery,
    ]));
  }

  /** The settings this client asked for when it connected. */
  settings() {
    const options = this.#parameters.get('options') ?? '';
    const given = [...options.matchAll(/(?:-c\s*|--)([\w.]+)=((?:\\.|[^\s\\])*)/g)]
      .map(([, name, value]) => [name.replaceAll('-', '_'), value.replace(/\\(.)/g, '$1')]);
    const named = [...this.#parameters].filter(([name]) => !notSettings.has(name) && !name.startsWith('_pq_.'));
    return [...named, ...given];
  }

  #collect(message) {
    const type = typeOf(message);
    if (type === 'X') return this.#socket.end();
    if (copyMessages.has(type)) return this.#copy(type, message);
    this.#batch.messages.push(...this.#keptApart(type, message));
    if (type === 'P') this.#batch.resets ||= resets.test(message.toString('latin1'));
    if (type === 'E' && this.#batch.resets) this.#batch.messages.push(flush); // what it resets is looked after first
    else if (!batchEnds.has(type)) return undefined;
    this.#batches.push(this.#batch);
    this.#batch = { messages: [], closes: [] };
    this.#patience ??= setInterval(() => this.#wait(), this.#server.patience);
    return this.#backend.enqueue(this);
  }

  /**
   * Statement names are the backend's, so each client's get a prefix. That makes a name of the unnamed statement too,
   * which may be parsed again without having been closed: so we close it.
   */
  #keptApart(type, message) {
    const own = name => `session ${this.#id}: ${name}`;
    if (type === 'C') this.#batch.closes.push(false);
    if (type !== 'P') return [renameStatement(message, own)];
    const renamed = renameStatement(message, name => {
      this.statements.add(own(name));
      return own(name);
    });
    if (message[bodyAt] !== 0) return [renamed];
    this.#batch.closes.push(true);
    return [closeStatement(own('')), renamed];
  }

  #copy(type, message) {
    if (!this.#copying) return; // what the client sent before it heard of an error
    if (type !== 'd') this.#copying = false;
    this.#copyData.push(message);
    if (this.#backend.wants(this)) this.fed();
  }

  /** The statement that runs wants copy data. Returns whether there is or will be any. */
  fed() {
    if (this.#copyData.length === 0) return this.#copying;
    this.#backend.feed(Buffer.concat(this.#copyData));
    this.#copyData = [];
    return true;
  }

  hasBatch() {
    return this.#batches.length > 0;
  }

  /** The next batch; from now on the client is being served. */
  takeBatch() {
    clearInterval(this.#patience);
    this.#patience = undefined;
    const { messages, closes } = this.#batches.shift();
    this.#closes.push(...closes);
    return Buffer.concat(messages);
  }

  /** One message of the backend's answer. */
  answer(message) {
    const type = typeOf(message);
    if (type === 'G') this.#copying = true;
    if (type === 'Z' || type === 'E') {
      this.#copying = false;
      this.#copyData = [];
    }
    if (type === 'Z') this.#closes = [];
    if (type === '3' && this.#closes.shift()) return;
    this.#answers.push(message);
    if (this.#answers.length > 500) this.flush();
  }

  flush() {
    if (this.#answers.length > 0) this.#socket.write(Buffer.concat(this.#answers));
    this.#answers = [];
  }

  #wait() {
    if (!this.#backend.keptFrom(this)) return;
    this.fail('FATAL', '53300', 'the embedded database has one backend, and another session does not give it back',
      'close or commit the transaction that is open, or test against a server with several backends');
  }

  /** Says why and hangs up. */
  fail(severity, code, text, hint) {
    this.flush();
    this.#socket.end(error(severity, code, text, hint));
    this.#left();
  }

  #left() {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#patience);
    this.#backend?.detach(this);
    this.#batches = [];
  }
}
