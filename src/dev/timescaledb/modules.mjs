// The packages that are needed, installed once into a cache outside the build folder and shared by all processes.

import { createHash } from 'node:crypto';
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const aDay = 24 * 60 * 60 * 1000;

/** The same folder that ../postgresql/install.sh uses. */
function cache() {
  const root = process.getuid?.() === 0;
  return process.env.PULSE_DEV_CACHE || (root ? '/var/cache/pulse-db' : join(homedir(), '.cache', 'pulse-db'));
}

/**
 * Installs what package-lock.json in a folder names, unless that has been done before. Returns the folder holding
 * node_modules, which is called by the name.
 */
export function installed(say, from = here, name = 'timescaledb') {
  const lock = readFileSync(join(from, 'package-lock.json'));
  const target = join(cache(), `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (!existsSync(target)) install(target, say, from, name);
  return target;
}

/** Two processes may do this at once: each fills a folder of its own, and whoever is second finds the place taken. */
function install(target, say, from, name) {
  const prefix = join(dirname(target), `${name}-partial-`);
  mkdirSync(dirname(target), { recursive: true });
  sweep(prefix);
  const folder = mkdtempSync(prefix);
  try {
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(from, file), join(folder, file));
    say(`installing npm packages into ${target}`);
    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (npm.status !== 0) throw new Error(`npm ci failed: ${npm.error?.message ?? npm.stderr.trim()}`);
    renameSync(folder, target);
  } catch (failure) {
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(target)) throw failure;
  }
}

/** Removes what processes killed a day or more ago left behind: folders whose name starts so. */
export function sweep(prefix) {
  for (const name of readdirSync(dirname(prefix))) {
    const folder = join(dirname(prefix), name);
    const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity; // somebody may be tidying up too
    if (name.startsWith(basename(prefix)) && Date.now() - changed > aDay) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
