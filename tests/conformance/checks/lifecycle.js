'use strict';
const assert = require('node:assert/strict');

const failsWith = (check) => (e) => {
  assert.equal(e.name, 'WorkflowFailedError');
  check(e.cause);
  return true;
};

module.exports = {
  'cancel ends a waiting workflow as cancelled': async (w) => {
    const handle = await w.start('waitsForever');
    await handle.cancel();
    await assert.rejects(handle.result(), failsWith((c) => assert.equal(c.name, 'CancelledFailure')));
    assert.equal((await handle.describe()).status.name, 'CANCELLED');
  },
  'a cancelled workflow may clean up first': async (w) => {
    const handle = await w.start('cleansUp');
    await handle.query('__stack_trace');
    await handle.cancel();
    await assert.rejects(handle.result());
    assert.ok((await w.events(handle)).some((e) => e.activityTaskCompletedEventAttributes));
  },
  'a workflow may refuse to be cancelled': async (w) => {
    const handle = await w.start('refusesCancel');
    await handle.query('__stack_trace');
    await handle.cancel();
    assert.equal(await handle.result(), 'went on');
  },
  'cancelling twice is heard once': async (w) => {
    const handle = await w.start('waitsForever', { taskQueue: 'nobody-home' });
    await handle.cancel();
    await handle.cancel();
    assert.equal((await w.events(handle)).filter((e) => e.workflowExecutionCancelRequestedEventAttributes).length, 1);
    await handle.terminate();
  },
  'cancelling an unknown workflow is not found': async (w) => {
    await assert.rejects(w.client.workflow.getHandle('never-was').cancel(), { name: 'WorkflowNotFoundError' });
  },
  'terminate ends at once with its reason': async (w) => {
    const handle = await w.start('waitsForever');
    await handle.terminate('the reason');
    await assert.rejects(handle.result(), failsWith((c) => assert.deepEqual([c.name, c.message], ['TerminatedFailure', 'the reason'])));
    const last = (await w.events(handle)).at(-1).workflowExecutionTerminatedEventAttributes;
    assert.equal(last.reason, 'the reason');
  },
  'terminating a closed workflow is not found': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    await assert.rejects(handle.terminate(), { name: 'WorkflowNotFoundError' });
  },
  'a failed workflow tells type and details': async (w) => {
    await assert.rejects(w.execute('throws', { args: ['Special'] }), failsWith((c) => {
      assert.deepEqual([c.name, c.message, c.type, c.details], ['ApplicationFailure', 'the run fails', 'Special', ['why', 3]]);
    }));
  },
  'a defect fails the task, not the run, and heals': async (w) => {
    const handle = await w.start('failsTask', { args: [Date.now() + 1500], workflowTaskTimeout: '2s' });
    const failing = await w.until(async () => (await w.events(handle)).find((e) => e.workflowTaskFailedEventAttributes));
    assert.match(failing.workflowTaskFailedEventAttributes.failure.message, /a defect/);
    assert.equal((await handle.describe()).status.name, 'RUNNING');
    assert.equal(await handle.result(), 'repaired');
  },
  'an unknown workflow type fails the task only': async (w) => {
    const handle = await w.start('noSuchWorkflow');
    await w.until(async () => (await w.events(handle)).some((e) => e.workflowTaskFailedEventAttributes));
    await handle.terminate();
  },

  'a second start of a running id is refused': async (w) => {
    const handle = await w.start('waitsForever');
    await assert.rejects(w.start('waitsForever', { workflowId: handle.workflowId }), (e) => e.name === 'WorkflowExecutionAlreadyStartedError' && e.workflowId === handle.workflowId);
    await handle.terminate();
  },
  'conflict policy use-existing gives the running run': async (w) => {
    const handle = await w.start('waitsForever');
    const again = await w.start('waitsForever', { workflowId: handle.workflowId, workflowIdConflictPolicy: 'USE_EXISTING' });
    assert.equal(again.firstExecutionRunId, handle.firstExecutionRunId);
    await handle.terminate();
  },
  'conflict policy terminate-existing replaces the run': async (w) => {
    const handle = await w.start('waitsForever');
    const again = await w.start('waitsForever', { workflowId: handle.workflowId, workflowIdConflictPolicy: 'TERMINATE_EXISTING' });
    assert.notEqual(again.firstExecutionRunId, handle.firstExecutionRunId);
    const first = w.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    assert.equal((await first.describe()).status.name, 'TERMINATED');
    await again.terminate();
  },
  'reuse policy allow-duplicate starts after success': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    assert.equal(await w.execute('hello', { workflowId: handle.workflowId, args: ['y'] }), 'Hello y');
  },
  'reuse policy reject-duplicate refuses after success': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    await assert.rejects(w.start('hello', { workflowId: handle.workflowId, args: ['y'], workflowIdReusePolicy: 'REJECT_DUPLICATE' }), { name: 'WorkflowExecutionAlreadyStartedError' });
  },
  'reuse policy failed-only refuses after success': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    await assert.rejects(w.start('hello', { workflowId: handle.workflowId, args: ['y'], workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' }), { name: 'WorkflowExecutionAlreadyStartedError' });
  },
  'reuse policy failed-only starts after a failure': async (w) => {
    const handle = await w.start('throws', { args: ['X'] });
    await assert.rejects(handle.result());
    assert.equal(await w.execute('hello', { workflowId: handle.workflowId, args: ['y'], workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' }), 'Hello y');
  },
  'reuse policy terminate-if-running replaces the run': async (w) => {
    const handle = await w.start('waitsForever');
    assert.equal(await w.execute('hello', { workflowId: handle.workflowId, args: ['z'], workflowIdReusePolicy: 'TERMINATE_IF_RUNNING' }), 'Hello z');
  },
  'the same request id starts once': async (w) => {
    const request = { namespace: 'default', workflowId: w.id(), workflowType: { name: 'waitsForever' }, taskQueue: { name: 'main' }, requestId: 'one request' };
    const first = await w.raw.startWorkflowExecution(request);
    const second = await w.raw.startWorkflowExecution(request);
    assert.equal(second.runId, first.runId);
    await w.client.workflow.getHandle(request.workflowId).terminate();
  },
  'two starts at once: one wins': async (w) => {
    const workflowId = w.id();
    const ends = await Promise.allSettled([1, 2, 3, 4].map(() => w.start('waitsForever', { workflowId })));
    assert.equal(ends.filter((e) => e.status === 'fulfilled').length, 1);
    await w.client.workflow.getHandle(workflowId).terminate();
  },

  'a failed run is retried as its policy says': async (w) => {
    assert.equal(await w.execute('triedAgain', { args: [3], retry: { initialInterval: 100, maximumAttempts: 5 } }), 3);
  },
  'workflow retries stop at the largest number of attempts': async (w) => {
    await assert.rejects(w.execute('triedAgain', { args: [9], retry: { initialInterval: 50, maximumAttempts: 2 } }), failsWith((c) => assert.equal(c.message, 'run 2 fails')));
  },
  'a failure that may not be retried ends the run': async (w) => {
    const handle = await w.start('throws', { args: ['X', true], retry: { initialInterval: 50, maximumAttempts: 5 } });
    await assert.rejects(handle.result());
    assert.equal((await handle.describe()).runId, handle.firstExecutionRunId);
  },
  'a run time-out ends the run': async (w) => {
    const handle = await w.start('waitsForever', { workflowRunTimeout: '1s' });
    await assert.rejects(handle.result(), failsWith((c) => assert.equal(c.name, 'TimeoutFailure')));
    assert.equal((await handle.describe()).status.name, 'TIMED_OUT');
  },
  'an execution time-out bounds all runs': async (w) => {
    const handle = await w.start('triedAgain', { args: [99], workflowExecutionTimeout: '2s', retry: { initialInterval: 400, backoffCoefficient: 1 } });
    const from = Date.now();
    await assert.rejects(handle.result());
    assert.ok(Date.now() - from < 6000);
  },
  'an execution time-out ends a waiting run': async (w) => {
    await assert.rejects(w.execute('waitsForever', { workflowExecutionTimeout: '1s' }), failsWith((c) => assert.equal(c.name, 'TimeoutFailure')));
  },
  'time-outs are known inside the workflow': async (w) => {
    const about = await w.execute('aboutMe', { workflowRunTimeout: '30s', workflowExecutionTimeout: '1m', memo: { a: 1 }, retry: { maximumAttempts: 4 } });
    assert.deepEqual([about.runTimeout, about.executionTimeout, about.memo, about.retry, about.attempt], [30000, 60000, { a: 1 }, 4, 1]);
  },
  'start delay holds the first task back': async (w) => {
    const from = Date.now();
    assert.equal(await w.execute('hello', { args: ['x'], startDelay: '1s' }), 'Hello x');
    assert.ok(Date.now() - from >= 1000);
  },
  'a second signal-with-start ends the delay': async (w) => {
    const from = Date.now();
    const options = { taskQueue: 'main', workflowId: w.id(), startDelay: '30s', signal: 'tell', signalArgs: ['woken'] };
    await w.client.workflow.signalWithStart('early', options);
    const handle = await w.client.workflow.signalWithStart('early', options);
    const known = await Promise.race([handle.result(), new Promise((resolve) => setTimeout(() => resolve('still delayed'), 5000))]);
    assert.equal(known, 'woken');
    assert.ok(Date.now() - from < 10000);
  },
  'cron runs again and carries the last result': async (w) => {
    const handle = await w.start('ticks', { cronSchedule: '@every 1s' });
    await w.until(async () => {
      const { count } = await w.client.workflow.count(`WorkflowId = '${handle.workflowId}' AND ExecutionStatus = 'Completed' OR WorkflowId = '${handle.workflowId}' AND ExecutionStatus = 'ContinuedAsNew'`);
      return count >= 2;
    });
    const runs = [];
    for await (const run of w.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` })) runs.push(run);
    await w.client.workflow.getHandle(handle.workflowId).terminate();
    assert.ok(runs.length >= 3, `${runs.length} runs`);
    const second = runs.sort((a, b) => a.startTime - b.startTime)[1];
    const closed = (await w.events(w.client.workflow.getHandle(handle.workflowId, second.runId))).at(-1);
    const result = (closed.workflowExecutionCompletedEventAttributes?.result ?? closed.workflowExecutionContinuedAsNewEventAttributes?.lastCompletionResult).payloads[0];
    assert.equal(Buffer.from(result.data).toString(), '2');
  },
  'cron goes on after a failed run': async (w) => {
    const handle = await w.start('ticksWithFault', { cronSchedule: '@every 1s' });
    await w.until(async () => (await w.client.workflow.getHandle(handle.workflowId).describe()).runId !== handle.firstExecutionRunId);
    await w.client.workflow.getHandle(handle.workflowId).terminate();
  },
  'a wrong cron text is refused': async (w) => {
    await assert.rejects(w.start('ticks', { cronSchedule: 'every now and then' }), (e) => e.cause?.code === 3);
  },
  'an eager start is taken by the worker of the same connection': async (w) => {
    const { Client } = require('@temporalio/client');
    const client = new Client({ connection: w.native, namespace: 'default' });
    const handle = await client.workflow.start('hello', { taskQueue: 'main', workflowId: w.id(), args: ['eager'], requestEagerStart: true });
    assert.equal(await handle.result(), 'Hello eager');
    assert.equal(handle.eagerlyStarted, true);
  },

  'describe tells the main facts of a run': async (w) => {
    const handle = await w.start('waitsForever', { memo: { why: 'test' }, workflowRunTimeout: '1m', staticSummary: 'the **summary**', staticDetails: 'the details' });
    await handle.query('__stack_trace');
    const d = await handle.describe();
    assert.deepEqual([d.type, d.workflowId, d.runId, d.taskQueue, d.status.name, d.memo], ['waitsForever', handle.workflowId, handle.firstExecutionRunId, 'main', 'RUNNING', { why: 'test' }]);
    assert.deepEqual([d.historyLength, d.closeTime, Number(d.raw.executionConfig.workflowRunTimeout.seconds)], [4, undefined, 60]);
    assert.deepEqual([await d.staticSummary(), await d.staticDetails()], ['the **summary**', 'the details']);
    assert.ok(d.historySize > 0 && Math.abs(Date.now() - d.startTime) < 20000);
    assert.equal(d.rootExecution.workflowId, handle.workflowId);
    await handle.terminate();
    const after = await handle.describe();
    assert.ok(after.closeTime >= after.startTime);
    assert.equal(after.status.name, 'TERMINATED');
  },
  'describing an unknown workflow is not found': async (w) => {
    await assert.rejects(w.client.workflow.getHandle('never-was').describe(), { name: 'WorkflowNotFoundError' });
  },
  'the result of an unknown workflow is not found': async (w) => {
    await assert.rejects(w.client.workflow.getHandle('never-was').result(), { name: 'WorkflowNotFoundError' });
  },
  'a workflow is deleted': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    await w.raw.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId: handle.workflowId } });
    await w.until(async () => handle.describe().then(() => false, (e) => e.name === 'WorkflowNotFoundError'));
  },
};
