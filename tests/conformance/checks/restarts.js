'use strict';
// Workers and services that stop or are killed while runs are under way. These run one after another.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { fork } = require('node:child_process');
const { Worker, bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');
const { Service } = require('../lib/service');
const { World } = require('../lib/world');

async function forkWorker(w, address, taskQueue) {
  const bundleFile = path.join(w.scratch, 'workflows.js');
  if (!fs.existsSync(bundleFile)) fs.writeFileSync(bundleFile, w.workflowBundle.code);
  const child = fork(path.join(__dirname, '..', 'worker-process.js'), [address, taskQueue, bundleFile], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (status) => reject(new Error(`worker process ended with ${status}`)));
  });
  return child;
}
const end = (child) => new Promise((resolve) => {
  child.once('exit', resolve);
  child.kill('SIGKILL');
});

async function takenOverByAnother(w, taskQueue, workerOptions) {
  const stopFirst = await w.startWorker({ taskQueue, ...workerOptions });
  const handle = await w.start('ledger', { taskQueue });
  await handle.signal('add', 1);
  await handle.executeUpdate('put', { args: [2] });
  assert.equal(await handle.query('count'), 2);
  await stopFirst();
  await handle.signal('add', 3);
  const stopSecond = await w.startWorker({ taskQueue, ...workerOptions });
  assert.deepEqual(await handle.query('entries'), [1, 2, 3]);
  await handle.signal('finish');
  assert.deepEqual(await handle.result(), [1, 2, 3]);
  await stopSecond();
  await Worker.runReplayHistory({ workflowBundle: w.workflowBundle }, await handle.fetchHistory(), handle.workflowId);
}

module.exports = {
  'a second worker takes over with the sticky cache on': async (w) => takenOverByAnother(w, 'sticky', {}),
  'a second worker takes over with the sticky cache off': async (w) => takenOverByAnother(w, 'not-sticky', { maxCachedWorkflows: 0, maxConcurrentWorkflowTaskExecutions: 4 }),
  'a cache of one run evicts and replays': async (w) => {
    const taskQueue = 'tiny-cache';
    const stop = await w.startWorker({ taskQueue, maxCachedWorkflows: 1, maxConcurrentWorkflowTaskExecutions: 2, maxConcurrentWorkflowTaskPolls: 2 });
    const handles = await Promise.all([1, 2, 3, 4].map(() => w.start('ledger', { taskQueue })));
    for (let round = 0; round < 3; round += 1) for (const handle of handles) await handle.signal('add', round);
    for (const handle of handles) {
      await handle.signal('finish');
      assert.deepEqual(await handle.result(), [0, 1, 2]);
    }
    await stop();
  },
  'a new deployment takes over runs by patch': async (w) => {
    const taskQueue = 'deployments';
    const before = await bundleWorkflowCode({ workflowsPath: path.join(__dirname, '..', 'workflows', 'before.js'), logger: new DefaultLogger('ERROR') });
    const stopOld = await w.startWorker({ taskQueue, workflowBundle: before });
    const old = await w.start('takenOver', { taskQueue });
    await w.until(async () => (await w.events(old)).some((e) => e.activityTaskCompletedEventAttributes));
    await old.query('__stack_trace');
    await stopOld();
    const stopNew = await w.startWorker({ taskQueue });
    const young = await w.start('takenOver', { taskQueue });
    await Promise.all([old.signal('go'), young.signal('go')]);
    assert.deepEqual([await old.result(), await young.result()], ['old', 'new']);
    await stopNew();
  },
  'kill -9 of a worker loses nothing': async (w) => {
    const taskQueue = 'killed-worker';
    const first = await forkWorker(w, w.address, taskQueue);
    const handles = await Promise.all([1, 2, 3].map(() => w.start('steps', { taskQueue, args: [8], workflowTaskTimeout: '2s' })));
    await w.until(async () => (await handles[0].query('at').catch(() => 0)) >= 2);
    await end(first);
    const second = await forkWorker(w, w.address, taskQueue);
    assert.deepEqual(await Promise.all(handles.map((h) => h.result())), [8, 8, 8]);
    await end(second);
  },
  'kill -9 of the service loses nothing': async (w) => {
    const service = await Service.start(path.join(w.scratch, 'killed.db'));
    const world = await World.open(service.address, w.workflowBundle);
    try {
      await world.startWorker();
      const steps = await Promise.all([1, 2, 3, 4].map(() => world.start('steps', { args: [12] })));
      const ledger = await world.start('ledger');
      await ledger.signal('add', 'before');
      await ledger.executeUpdate('put', { args: ['update'], updateId: 'u1' });
      const timer = await world.start('timers', { args: [2000] });
      const schedule = await world.client.schedule.create({
        scheduleId: 'kept', spec: { intervals: [{ every: '1h' }] }, action: { type: 'startWorkflow', workflowType: 'hello', args: ['x'], taskQueue: 'main' },
      });
      for (let times = 0; times < 2; times += 1) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await service.kill();
        await service.run();
      }
      const retried = async (call) => world.until(() => call().catch(() => undefined), 120);
      assert.deepEqual(await Promise.all(steps.map((s) => retried(() => s.result()))), [12, 12, 12, 12]);
      assert.deepEqual(await retried(() => timer.result()), [2000]);
      assert.deepEqual(await retried(() => ledger.query('entries')), ['before', 'update']);
      assert.equal(await ledger.getUpdateHandle('u1').result(), 2);
      await ledger.signal('finish');
      assert.deepEqual(await ledger.result(), ['before', 'update']);
      assert.equal((await schedule.describe()).action.workflowType, 'hello');
      for (const handle of [...steps, ledger, timer]) {
        const ids = (await world.events(handle)).map((e) => Number(e.eventId));
        assert.deepEqual(ids, Array.from({ length: ids.length }, (_, i) => i + 1));
        await Worker.runReplayHistory({ workflowBundle: w.workflowBundle }, await handle.fetchHistory(), handle.workflowId);
      }
    } finally {
      await world.close();
      await service.kill();
    }
  },
  'what was acknowledged before kill -9 is there after': async (w) => {
    const service = await Service.start(path.join(w.scratch, 'acknowledged.db'));
    const world = await World.open(service.address, w.workflowBundle);
    try {
      const handle = await world.start('ledger', { taskQueue: 'nobody-home' });
      let acknowledged = 0;
      const sending = (async () => {
        for (;;) {
          await handle.signal('add', acknowledged);
          acknowledged += 1;
        }
      })().catch(() => undefined);
      await world.until(() => acknowledged > 50);
      await service.kill();
      const sure = acknowledged;
      await service.run();
      const signals = await world.until(async () => (await world.events(handle).catch(() => [])).filter((e) => e.workflowExecutionSignaledEventAttributes).length);
      assert.ok(signals >= sure, `${signals} kept of ${sure}`);
      await handle.terminate();
      await sending;
    } finally {
      await world.close();
      await service.kill();
    }
  },
};
