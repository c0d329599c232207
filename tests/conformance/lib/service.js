'use strict';
// A service process of our own, for the checks that kill it.
const { spawn } = require('node:child_process');
const { freePort } = require('./free-port');
const { waitForService } = require('./wait');

class Service {
  constructor(database, port) {
    this.database = database;
    this.port = port;
    this.address = `127.0.0.1:${port}`;
  }

  static async start(database) {
    const service = new Service(database, await freePort());
    await service.run();
    return service;
  }

  async run() {
    const args = [process.env.RECOVERY_DLL, 'temporal-dev', '--port', String(this.port), '--db', this.database];
    this.child = spawn('dotnet', args, { stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
    await waitForService(this.address, 30);
  }

  /** SIGKILL: no chance to write anything more. */
  async kill() {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}

module.exports = { Service };
