// What every database is made from: the compiled engine, its files, the extension, and a copy of an empty database.

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Worker } from 'node:worker_threads';
import { installed, sweep } from './modules.mjs';
import { prepare } from './locks.mjs';

/** Loads everything; what had to be computed is kept beside the installed package for the next time. */
export async function resources(say) {
  const folder = installed(say);
  const dist = join(folder, 'node_modules', '@unni-craftsman', 'pglite', 'dist');
  const made = {
    pglite: join(dist, 'index.js'),
    wasm: await WebAssembly.compile(readFileSync(join(dist, 'pglite.wasm'))),
    files: readFileSync(join(dist, 'pglite.data')),
    extension: join(folder, 'timescaledb-without-upgrades.tar.gz'),
  };
  await kept(made.extension, () =>
    gzipSync(withoutUpgrades(gunzipSync(readFileSync(join(dist, 'timescaledb.tar.gz')))), { level: 1 }));
  const version = createHash('sha256').update(prepare).digest('hex').slice(0, 12);
  const template = join(folder, `empty-database-${version}.tar`);
  await kept(template, () => emptyDatabase(made, say));
  // Shared by all workers instead of being copied into each.
  made.template = shared(readFileSync(template));
  made.files = shared(made.files);
  return made;
}

function shared(bytes) {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** Makes the file unless it is there; a process doing the same at the same time does no harm. */
async function kept(file, make) {
  if (existsSync(file)) return;
  const prefix = join(dirname(file), 'partial-');
  sweep(prefix);
  const folder = mkdtempSync(prefix);
  try {
    writeFileSync(join(folder, 'file'), await make());
    renameSync(join(folder, 'file'), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The extension's archive without the 30 scripts that upgrade older versions (12 of 15 MB), unpacked at every start
 * otherwise. A tar file is a row of 512-byte headers (name at 0, size in octal at 124), each before its file's bytes.
 */
function withoutUpgrades(tar) {
  const kept = [];
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString('utf8', at, tar.indexOf(0, at));
    const size = parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    const end = at + 512 + Math.ceil(size / 512) * 512;
    if (!/--.*--/.test(name)) kept.push(tar.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, Buffer.alloc(1024)]);
}

function emptyDatabase(made, say) {
  say('preparing an empty database');
  return new Promise((resolve, reject) => {
    const workerData = { ...made, prepare };
    const worker = new Worker(new URL('./engine.mjs', import.meta.url), { workerData, stderr: true });
    worker.on('message', ({ template }) => resolve(Buffer.from(template)));
    worker.on('error', reject);
    worker.on('exit', code => reject(new Error(`the engine ended with ${code} while it made an empty database`)));
  });
}
