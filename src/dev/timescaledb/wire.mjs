// PostgreSQL's wire protocol, version 3: https://www.postgresql.org/docs/17/protocol-message-formats.html

const int32 = value => { const bytes = Buffer.alloc(4); bytes.writeInt32BE(value); return bytes; };
const text = value => Buffer.from(`${value}\0`);

/** The type of a message as a character; its body starts at `bodyAt`. */
export const typeOf = message => String.fromCharCode(message[0]);
export const bodyAt = 5;

export function message(type, ...parts) {
  const body = Buffer.concat(parts.map(part => (typeof part === 'string' ? text(part) : part)));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

export const query = sql => message('Q', sql);
export const sync = message('S');
export const flush = message('H');
export const closeStatement = name => message('C', Buffer.from('S'), name);
export const copyFail = reason => message('f', reason);

export const authenticationOk = message('R', int32(0));
export const readyForQuery = message('Z', Buffer.from('I'));
export const parameterStatus = (name, value) => message('S', name, value);
export const backendKey = (session, secret) => message('K', int32(session), int32(secret));
export const onlyProtocol3 = options => message('v', int32(3 << 16), int32(options.length), ...options);

export function error(severity, code, text, hint) {
  const fields = { S: severity, V: severity, C: code, M: text, ...(hint && { H: hint }) };
  const parts = Object.entries(fields).map(([field, value]) => Buffer.from(`${field}${value}\0`));
  return message('E', ...parts, Buffer.from('\0'));
}

/** What a client may send before it has said who it is, by the number in place of the protocol version. */
export const sslRequest = 80877103;
export const gssRequest = 80877104;
export const cancelRequest = 80877102;

/** The name/value pairs of a startup message, `user` and `database` among them. */
export function startupParameters(packet) {
  const parts = packet.toString('utf8', 8).split('\0');
  const parameters = new Map();
  for (let i = 0; i + 1 < parts.length && parts[i] !== ''; i += 2) parameters.set(parts[i], parts[i + 1]);
  return parameters;
}

/** Where the string that starts at `from` ends. */
function zero(bytes, from) {
  const at = bytes.indexOf(0, from);
  if (at < 0) throw new Error('a string without an end');
  return at;
}

/** The message with its statement name replaced by `rename(name)`; other messages as they are. */
export function renameStatement(original, rename) {
  const replaced = (from, to) => {
    const name = rename(original.toString('utf8', from, to));
    return message(typeOf(original), original.subarray(bodyAt, from), Buffer.from(name), original.subarray(to));
  };
  switch (typeOf(original)) {
    case 'P':
      return replaced(bodyAt, zero(original, bodyAt));
    case 'B': {
      const from = zero(original, bodyAt) + 1; // the portal comes first; it ends with the transaction and needs no care
      return replaced(from, zero(original, from));
    }
    case 'C':
    case 'D':
      return original[bodyAt] === 0x53 ? replaced(bodyAt + 1, zero(original, bodyAt + 1)) : original;
    default:
      return original;
  }
}

/** Cuts a stream of bytes into messages; what is incomplete waits for the next piece. */
export class Messages {
  #rest = Buffer.alloc(0);
  #untyped;

  /** @param untyped the first message has no type byte, as a startup message */
  constructor(untyped = false) {
    this.#untyped = untyped;
  }

  add(bytes) {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
  }

  /** The next complete message, or undefined. */
  next() {
    const at = this.#untyped ? 0 : 1;
    if (this.#rest.length < at + 4) return undefined;
    const length = at + this.#rest.readInt32BE(at);
    if (this.#rest.length < length) return undefined;
    const complete = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return complete;
  }

  /** From here on messages carry a type. */
  typed() {
    this.#untyped = false;
  }
}

/** The values of a DataRow, as text. */
export function row(data) {
  const values = [];
  for (let column = 0, at = bodyAt + 2; column < data.readInt16BE(bodyAt); column++) {
    const length = data.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : data.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return values;
}

/** The text of an ErrorResponse. */
export function errorText(response) {
  const fields = response.toString('utf8', bodyAt).split('\0');
  return fields.find(field => field.startsWith('M'))?.slice(1) ?? 'unknown error';
}
