'use strict';
// What every check works with: clients, a worker on the queue "main", and short forms of common steps.
const path = require('node:path');
const { randomUUID } = require('node:crypto');
const { Client, Connection } = require('@temporalio/client');
const { NativeConnection, Worker, bundleWorkflowCode, Runtime, DefaultLogger } = require('@temporalio/worker');
const { makeActivities } = require('../activities');

let installed = false;
function quiet() {
  if (installed) return;
  installed = true;
  const show = process.env.CONFORMANCE_LOG;
  Runtime.install({ logger: new DefaultLogger('WARN', (entry) => show && console.error(entry.level, entry.message, entry.meta)) });
}

async function bundle() {
  quiet();
  const logger = new DefaultLogger('ERROR');
  return bundleWorkflowCode({ workflowsPath: path.join(__dirname, '..', 'workflows', 'index.js'), logger });
}

class World {
  static async open(address, workflowBundle) {
    quiet();
    const world = new World();
    world.address = address;
    world.workflowBundle = workflowBundle;
    world.connection = await Connection.connect({ address });
    world.client = new Client({ connection: world.connection, namespace: 'default' });
    world.native = await NativeConnection.connect({ address });
    world.raw = world.connection.workflowService;
    world.queue = 'main';
    world.running = [];
    return world;
  }

  id(prefix = 'run') {
    return `${prefix}-${randomUUID()}`;
  }

  /** Starts a worker; it is stopped by the returned function, or at the end of all checks. */
  async startWorker(options = {}) {
    const worker = await Worker.create({
      connection: this.native,
      namespace: 'default',
      taskQueue: 'main',
      workflowBundle: this.workflowBundle,
      activities: makeActivities(this.client),
      reuseV8Context: true,
      workflowThreadPoolSize: 1,
      shutdownGraceTime: '1s',
      shutdownForceTime: '5s',
      maxHeartbeatThrottleInterval: '100ms',
      defaultHeartbeatThrottleInterval: '100ms',
      ...options,
    });
    const run = worker.run();
    const entry = { worker, run };
    this.running.push(entry);
    const stop = async () => {
      this.running = this.running.filter((r) => r !== entry);
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await run;
    };
    return Object.assign(stop, { worker });
  }

  async start(type, options = {}) {
    return this.client.workflow.start(type, { taskQueue: this.queue, workflowId: this.id(type), ...options });
  }

  async execute(type, options = {}) {
    return this.client.workflow.execute(type, { taskQueue: this.queue, workflowId: this.id(type), ...options });
  }

  /** The events of a run, each with its enum type as a number and its attributes. */
  async events(handle) {
    return (await handle.fetchHistory()).events;
  }

  async until(claim, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const value = await claim();
      if (value) return value;
      if (Date.now() > end) throw new Error(`never became true: ${claim}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close() {
    await Promise.all(this.running.map(({ worker, run }) => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      return run;
    }));
    await this.native.close();
    await this.connection.close();
  }
}

module.exports = { World, bundle };
