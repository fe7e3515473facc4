// Runs in a worker thread: one PGlite, driven by wire protocol bytes, one batch at a time.
//
// The engine is synchronous, so the thread is too: it sleeps on `signal` until bytes arrive. That is what lets the
// engine itself ask for more in the middle of a statement (COPY ... FROM STDIN), as a server reads from its socket.

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';

const { pglite, wasm, files, extension, template, signal, port } = workerData;
const enough = 64 * 1024; // bytes of answer sent at a time

function receive() {
  for (;;) {
    const seen = Atomics.load(signal, 0);
    const received = receiveMessageOnPort(port);
    if (received) return received.message;
    Atomics.wait(signal, 0, seen);
  }
}

async function start() {
  const { PGlite } = await import(pathToFileURL(pglite).href);
  const setup = async (_, emscriptenOpts) => ({ emscriptenOpts, bundlePath: pathToFileURL(extension) });
  return PGlite.create({
    wasmModule: wasm,
    fsBundle: new Blob([files]),
    loadDataDir: template && new Blob([template]),
    extensions: { timescaledb: { name: 'timescaledb', setup } },
  });
}

/** Puts our own ends onto the engine's socket: PGlite's would parse and keep every answer. */
function connect(engine) {
  let input = Buffer.alloc(0);
  let answer = [];
  let size = 0;

  const flush = () => {
    if (size > 0) port.postMessage({ answer: Buffer.concat(answer) });
    answer = [];
    size = 0;
  };
  const write = engine.addFunction((at, length) => {
    answer.push(engine.HEAPU8.slice(at, at + length));
    size += length;
    if (size > enough) flush();
    return length;
  }, 'iii');
  const read = engine.addFunction((at, most) => {
    if (input.length === 0) {
      flush();
      port.postMessage({ hungry: true });
      input = receive();
    }
    const length = Math.min(most, input.length);
    engine.HEAPU8.set(input.subarray(0, length), at);
    input = input.subarray(length);
    return length;
  }, 'iii');
  engine._set_read_write_cbs(read, write);

  return bytes => {
    input = bytes;
    while (input.length > 0) engine._interactive_one(input.length, input[0]);
    flush();
    port.postMessage({ done: true });
  };
}

const database = await start();
if (template) {
  const run = connect(database.Module);
  parentPort.postMessage({ ready: true });
  for (;;) run(receive());
} else {
  await database.exec(workerData.prepare);
  const tar = await (await database.dumpDataDir('none')).arrayBuffer();
  parentPort.postMessage({ template: tar }, [tar]);
}
