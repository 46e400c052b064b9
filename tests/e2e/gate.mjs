/**
 * The network between extension and server, as a gate in front of two neighbouring ports: open, cut (every connection is
 * refused) or dead (nothing arrives and nobody says so).
 */
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";

/** Listens on `port` and the next one, and leads to `toPort` and the next one; with a certificate, for https and wss. */
export async function startGate(port, toPort, certificate = null) {
  const gate = new Gate(certificate);
  await Promise.all([0, 1].map((offset) => gate.listen(port + offset, toPort + offset)));
  return gate;
}

class Gate {
  #state = "open";
  #pairs = new Set();
  #servers = [];
  #certificate;

  constructor(certificate) {
    this.#certificate = certificate;
  }

  listen(port, toPort) {
    const enter = (near) => this.#enter(near, toPort);
    const server = this.#certificate ? createTlsServer(read(this.#certificate), enter) : createServer(enter);
    this.#servers.push(server);
    return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  }

  #enter(near, toPort) {
    near.on("error", () => near.destroy());
    if (this.#state === "cut") near.destroy();
    else if (this.#state === "open") this.#lead(near, toPort);
    else {
      const pair = { near, far: null };
      near.pause();
      this.#pairs.add(pair);
      near.on("close", () => this.#pairs.delete(pair));
    }
  }

  #lead(near, toPort) {
    const far = connect(toPort, "127.0.0.1");
    const pair = { near, far };
    this.#pairs.add(pair);
    far.on("error", () => near.destroy());
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      socket.on("close", () => {
        near.destroy();
        far.destroy();
        this.#pairs.delete(pair);
      });
    }
  }

  cut() {
    this.#state = "cut";
    this.#destroyAll();
  }

  /** Connections stay, and are silent. */
  die() {
    this.#state = "dead";
    for (const { near, far } of this.#pairs) {
      near.unpipe(far);
      far?.unpipe(near);
      near.pause();
      far?.pause();
    }
  }

  /** New connections lead through; those that have become silent stay so, as nobody has told them that they are over. */
  open() {
    this.#state = "open";
  }

  close() {
    this.cut();
    for (const server of this.#servers) server.close();
  }

  #destroyAll() {
    for (const { near, far } of [...this.#pairs]) {
      near.destroy();
      far?.destroy();
    }
  }
}

function read({ key, cert }) {
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
