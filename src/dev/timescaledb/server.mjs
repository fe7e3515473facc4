#!/usr/bin/env node
// TimescaleDB (community edition) for development and tests, without a server or Docker: PGlite behind PostgreSQL's
// wire protocol on a loopback port. One process serves many databases; a client names the one it wants.
//
//   node server.mjs [--port=N] [--patience=SECONDS] [--database=NAME ...]
//
// The first line on standard output is JSON with the port. After that each line on standard input is a command,
// answered by one line of JSON: `create NAME`, `drop NAME`, `list`. The process ends when its standard input does, so it
// never outlives the one who started it. Every client is trusted; any user who exists in the database can log in.

import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Backend } from './backend.mjs';
import { Session } from './session.mjs';
import { resources } from './resources.mjs';

const { values: given } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    patience: { type: 'string', default: '60' },
    database: { type: 'string', multiple: true, default: [] },
  },
});
const say = text => process.stderr.write(`timescaledb: ${text}\n`);
const reply = answer => process.stdout.write(`${JSON.stringify(answer)}\n`);
const backends = new Map();
const commands = { create: createAndPrepareNext, drop, list: async () => ({ databases: [...backends.keys()] }) };

let made;
let spare;

async function started() {
  const backend = new Backend();
  await backend.start(made);
  return backend;
}

/** Whoever asks for one database usually asks for another: it starts while the first is used. */
async function createAndPrepareNext(name) {
  const created = await create(name);
  spare = started();
  spare.catch(() => {}); // told to whoever takes it
  return created;
}

async function create(name) {
  if (!/^[\w.-]{1,63}$/.test(name ?? '')) throw new Error('a database needs a name of letters, digits, _ . or -');
  if (backends.has(name)) throw new Error(`database "${name}" exists already`);
  const began = performance.now();
  const backend = await (spare ?? started());
  spare = undefined;
  try {
    await backend.rename(name);
  } catch (failure) {
    await backend.stop();
    throw failure;
  }
  backends.set(name, backend);
  return { database: name, millis: Math.round(performance.now() - began) };
}

async function drop(name) {
  const backend = backends.get(name);
  if (!backend) throw new Error(`database "${name}" does not exist`);
  backends.delete(name);
  await backend.stop();
  return { dropped: name };
}

async function obey(line) {
  const [command, name] = line.trim().split(/\s+/);
  try {
    if (!Object.hasOwn(commands, command)) throw new Error(`no such command: ${command}`);
    reply({ ok: true, ...(await commands[command](name)) });
  } catch (failure) {
    reply({ ok: false, error: failure.message });
  }
}

async function listening() {
  const context = { backend: name => backends.get(name), patience: Number(given.patience) * 1000 };
  const server = createServer(socket => new Session(socket, context));
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(given.port), '127.0.0.1', resolve);
  });
  return server.address().port;
}

async function start() {
  const began = performance.now();
  made = await resources(say);
  for (const name of given.database) await create(name);
  reply({ port: await listening(), millis: Math.round(performance.now() - began) });
}

let last = start().catch(failure => {
  say(`cannot start: ${failure.message}`);
  process.exit(1);
});
const orders = createInterface({ input: process.stdin });
orders.on('line', line => (last = last.then(() => obey(line)))); // one after the other, answered in order
orders.on('close', () => process.exit(0));
