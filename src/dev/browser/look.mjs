// Opens a page in Chromium and says, as JSON on standard output, what it asked for, complained of, and what axe finds:
//   node look.mjs PROGRAM LIBRARIES URL [--picture=FILE.png] [--dark] [--no-script] [--width=1100]
//     [--scale=1] [--press=N]
// Speaks the DevTools protocol through a pipe, so that no port is opened.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installed } from '../timescaledb/modules.mjs';

const [program, libraries, url, ...options] = process.argv.slice(2);
const option = (name, otherwise) => {
  const found = options.find((text) => text === `--${name}` || text.startsWith(`--${name}=`));
  return found === undefined ? otherwise : (found.split('=')[1] ?? true);
};

/** A browser that answers what is asked of it, and tells listeners what happens in it. */
class Browser {
  #waiting = new Map();
  #listeners = [];
  #next = 1;
  #text = '';

  constructor(profile) {
    this.process = spawn(program, [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars', '--no-first-run',
      `--user-data-dir=${profile}`, '--remote-debugging-pipe',
    ], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: libraries ? { ...process.env, LD_LIBRARY_PATH: libraries } : process.env,
    });
    this.process.on('exit', () => this.#waiting.forEach(({ reject }) => reject(new Error('the browser ended'))));
    this.process.on('error', (failure) => this.#waiting.forEach(({ reject }) => reject(failure)));
    this.process.stdio[3].on('error', () => {});
    this.process.stdio[4].setEncoding('utf8').on('data', (part) => this.#read(part));
  }

  #read(part) {
    const messages = (this.#text + part).split('\0');
    this.#text = messages.pop();
    for (const message of messages.map((text) => JSON.parse(text))) {
      const asked = this.#waiting.get(message.id);
      if (!asked) this.#listeners.forEach((listener) => listener(message));
      else if (message.error) asked.reject(new Error(message.error.message));
      else asked.resolve(message.result);
    }
  }

  ask(method, params = {}, sessionId = this.session) {
    const id = this.#next++;
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  on(listener) {
    this.#listeners.push(listener);
  }

  once(method) {
    return new Promise((resolve) => this.on((message) => message.method === method && resolve(message.params)));
  }

  async value(expression) {
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', {
      expression, awaitPromise: true, returnByValue: true, userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
}

async function look(browser) {
  const seen = { complaints: [], requests: [] };
  browser.on(({ method, params }) => {
    if (method === 'Log.entryAdded') seen.complaints.push(params.entry.text);
    if (method === 'Runtime.exceptionThrown') seen.complaints.push(params.exceptionDetails.text);
    if (method === 'Runtime.consoleAPICalled') seen.complaints.push(`console.${params.type}`);
    if (method === 'Network.requestWillBeSent') seen.requests.push(params.request.url);
  });
  const { targetId } = await browser.ask('Target.createTarget', { url: 'about:blank' });
  browser.session = (await browser.ask('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await browser.ask(`${domain}.enable`);
  const width = Number(option('width', 1100));
  await browser.ask('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
  await browser.ask('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: option('dark', false) ? 'dark' : 'light' }],
  });
  if (option('no-script', false)) await browser.ask('Emulation.setScriptExecutionDisabled', { value: true });
  const loaded = browser.once('Page.loadEventFired');
  await browser.ask('Page.navigate', { url });
  await loaded;

  if (option('picture', false)) await picture(browser, option('picture'), width);
  if (option('no-script', false)) await browser.ask('Emulation.setScriptExecutionDisabled', { value: false });
  seen.title = await browser.value('document.title');
  seen.text = await browser.value('document.body.innerText');
  seen.buttons = await browser.value('[...document.querySelectorAll("button")].filter(b => !b.hidden).length');
  seen.wide = await browser.value('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  seen.focused = [];
  for (let i = 0; i < Number(option('press', 0)); i++) {
    for (const type of ['keyDown', 'keyUp']) {
      await browser.ask('Input.dispatchKeyEvent', { type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
    }
    seen.focused.push(await browser.value('document.activeElement.localName'));
  }
  const folder = installed((text) => console.error(text), dirname(fileURLToPath(import.meta.url)), 'browser');
  await browser.value(readFileSync(join(folder, 'node_modules/axe-core/axe.min.js'), 'utf8') + ';0');
  seen.axe = await browser.value(`axe.run().then(found => found.violations.map(one =>
    ({ id: one.id, impact: one.impact, help: one.help, nodes: one.nodes.slice(0, 3).map(node => node.html) })))`);
  return seen;
}

async function picture(browser, file, width) {
  const height = await browser.value('document.documentElement.scrollHeight');
  const { data } = await browser.ask('Page.captureScreenshot', {
    format: 'png', captureBeyondViewport: true, clip: { x: 0, y: 0, width, height, scale: Number(option('scale', 1)) },
  });
  writeFileSync(file, Buffer.from(data, 'base64'));
}

const profile = mkdtempSync(join(tmpdir(), 'pulse-db-browser-'));
const browser = new Browser(profile);
try {
  console.log(JSON.stringify(await look(browser)));
} finally {
  browser.process.kill('SIGKILL');
  await new Promise((resolve) => browser.process.exitCode !== null || browser.process.signalCode !== null
    ? resolve() : browser.process.once('exit', resolve));
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
