'use strict';
const assert = require('node:assert/strict');
const { Client, Connection } = require('@temporalio/client');
const grpc = require('@grpc/grpc-js');

const code = (number, text) => (e) => {
  const status = e.cause?.code !== undefined ? e.cause : e;
  assert.equal(status.code, number, `${status.code} ${status.message}`);
  if (text) assert.match(status.details ?? status.message, text);
  return true;
};
const elsewhere = (w) => new Client({ connection: w.connection, namespace: 'no-such-namespace' });

function bare(w, method) {
  const client = new grpc.Client(w.address, grpc.credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(method, (b) => b, (b) => b, Buffer.alloc(0), (fault, reply) => (fault ? reject(fault) : resolve(reply)));
  }).finally(() => client.close());
}

module.exports = {
  'a wrong namespace is not found on start': async (w) => {
    await assert.rejects(elsewhere(w).workflow.start('hello', { taskQueue: 'main', workflowId: w.id(), args: ['x'] }), (e) => e.name === 'NamespaceNotFoundError' || code(5)(e));
  },
  'a wrong namespace is not found on list': async (w) => {
    await assert.rejects((async () => {
      for await (const _ of elsewhere(w).workflow.list()) assert.fail('listed');
    })(), (e) => e.name === 'NamespaceNotFoundError' || code(5)(e));
  },
  'a worker of a wrong namespace does not start': async (w) => {
    await assert.rejects(w.startWorker({ namespace: 'no-such-namespace' }), /amespace/);
  },
  'a namespace is registered, described, changed and used': async (w) => {
    const namespace = w.id('space');
    await w.raw.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86400 }, description: 'for one check' });
    const shown = await w.raw.describeNamespace({ namespace });
    assert.deepEqual([shown.namespaceInfo.name, shown.namespaceInfo.description, Number(shown.config.workflowExecutionRetentionTtl.seconds)], [namespace, 'for one check', 86400]);
    await w.raw.updateNamespace({ namespace, updateInfo: { description: 'changed' } });
    assert.equal((await w.raw.describeNamespace({ namespace })).namespaceInfo.description, 'changed');
    const client = new Client({ connection: w.connection, namespace });
    const stop = await w.startWorker({ namespace });
    assert.equal(await client.workflow.execute('callOne', { taskQueue: 'main', workflowId: w.id(), args: ['echo', [5]] }), 5);
    await stop();
    await assert.rejects(w.raw.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86400 } }), code(6));
  },
  'namespaces are listed': async (w) => {
    const reply = await w.raw.listNamespaces({});
    assert.ok(reply.namespaces.some((n) => n.namespaceInfo.name === 'default'));
  },
  'an unknown method is unimplemented': async (w) => assert.rejects(bare(w, '/temporal.api.workflowservice.v1.WorkflowService/MakeCoffee'), { code: 12 }),
  'an unknown service is unimplemented': async (w) => assert.rejects(bare(w, '/coffee.v1.Machine/Make'), { code: 12 }),
  'health is serving': async (w) => assert.equal((await w.connection.healthService.check({})).status, 1),
  'the system tells what it can do': async (w) => {
    const { serverVersion, capabilities } = await w.raw.getSystemInfo({});
    assert.match(serverVersion, /^\d+\.\d+\.\d+$/);
    assert.ok(capabilities.signalAndQueryHeader && capabilities.supportsSchedules && capabilities.upsertMemo && capabilities.eagerWorkflowStart && capabilities.sdkMetadata);
  },
  'an argument beyond two megabytes is refused': async (w) => {
    await assert.rejects(w.start('hello', { args: ['x'.repeat(2_200_000)] }), code(3, /size|limit|large/i));
  },
  'a signal beyond two megabytes is refused': async (w) => {
    const handle = await w.start('ledger');
    await assert.rejects(handle.signal('add', 'x'.repeat(2_200_000)), code(3, /size|limit|large/i));
    await handle.terminate();
  },
  'an argument just under the limit is carried': async (w) => {
    const handle = await w.start('callOne', { args: ['large', [1_900_000]] });
    assert.equal((await handle.result()).length, 1_900_000);
  },
  'an activity result beyond the limit fails the activity': async (w) => {
    await assert.rejects(w.execute('big', { args: [2_300_000], workflowExecutionTimeout: '20s' }), { name: 'WorkflowFailedError' });
  },
  'a workflow result beyond the limit ends or fails the run': async (w) => {
    await assert.rejects(w.execute('tooBigResult', { args: [2_300_000], workflowExecutionTimeout: '3s' }), { name: 'WorkflowFailedError' });
  },
  'an id beyond a thousand characters is refused': async (w) => assert.rejects(w.start('hello', { workflowId: 'i'.repeat(1001), args: ['x'] }), code(3)),
  'a start without a task queue is refused': async (w) => {
    await assert.rejects(w.raw.startWorkflowExecution({ namespace: 'default', workflowId: w.id(), workflowType: { name: 'hello' }, requestId: w.id() }), code(3, /TaskQueue/i));
  },
  'a start without a type is refused': async (w) => {
    await assert.rejects(w.raw.startWorkflowExecution({ namespace: 'default', workflowId: w.id(), taskQueue: { name: 'main' }, requestId: w.id() }), code(3, /WorkflowType/i));
  },
  'a start without an id is refused': async (w) => {
    await assert.rejects(w.raw.startWorkflowExecution({ namespace: 'default', workflowType: { name: 'hello' }, taskQueue: { name: 'main' }, requestId: w.id() }), code(3, /WorkflowId/i));
  },
  'a retry policy that makes no sense is refused': async (w) => {
    await assert.rejects(w.raw.startWorkflowExecution({
      namespace: 'default', workflowId: w.id(), workflowType: { name: 'hello' }, taskQueue: { name: 'main' }, requestId: w.id(),
      retryPolicy: { initialInterval: { seconds: 1 }, backoffCoefficient: 0.5 },
    }), code(3));
  },
  'a long poll answers empty before its deadline, or ends with DEADLINE_EXCEEDED': async (w) => {
    const handle = await w.start('waitsForever');
    const from = Date.now();
    const asking = w.connection.withDeadline(Date.now() + 1500, () => w.raw.getWorkflowExecutionHistory({
      namespace: 'default', execution: { workflowId: handle.workflowId }, waitNewEvent: true, historyEventFilterType: 2,
    }));
    const reply = await asking.catch((e) => code(4)(e) && undefined);
    if (reply) assert.deepEqual([reply.history?.events?.length ?? 0, reply.nextPageToken.length > 0], [0, true]);
    assert.ok(Date.now() - from < 3000);
    await handle.terminate();
  },
  'a broken page token is refused': async (w) => {
    const handle = await w.start('waitsForever');
    await assert.rejects(w.raw.getWorkflowExecutionHistory({
      namespace: 'default', execution: { workflowId: handle.workflowId }, nextPageToken: Buffer.from('not a token'),
    }), code(3));
    await handle.terminate();
  },
  'a broken task token is refused': async (w) => assert.rejects(w.client.activity.complete(Buffer.from('nothing'), 1)),
  'a task queue tells who polls it': async (w) => {
    const pollers = await w.until(async () => {
      const reply = await w.raw.describeTaskQueue({ namespace: 'default', taskQueue: { name: 'main' }, taskQueueType: 1 });
      return reply.pollers.length > 0 && reply.pollers;
    });
    assert.match(pollers[0].identity, /@/);
  },
  'many connections are served': async (w) => {
    const all = await Promise.all(Array.from({ length: 10 }, () => Connection.connect({ address: w.address })));
    const handles = await Promise.all(all.map((connection) => new Client({ connection }).workflow.start('hello', { taskQueue: 'main', workflowId: w.id(), args: ['x'] })));
    assert.deepEqual(new Set(await Promise.all(handles.map((h) => h.result()))), new Set(['Hello x']));
    await Promise.all(all.map((connection) => connection.close()));
  },
};
