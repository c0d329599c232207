'use strict';
const assert = require('node:assert/strict');
const { WithStartWorkflowOperation } = require('@temporalio/client');
const { defaultPayloadConverter } = require('@temporalio/common');

const stage = { ADMITTED: 1, ACCEPTED: 2, COMPLETED: 3 };
const finish = async (handle) => {
  await handle.signal('finish');
  return handle.result();
};
const rawUpdate = (w, handle, name, arg, lifecycleStage, updateId = w.id('u')) => w.raw.updateWorkflowExecution({
  namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, waitPolicy: { lifecycleStage },
  request: { meta: { updateId, identity: 'check' }, input: { name, args: { payloads: [defaultPayloadConverter.toPayload(arg)] } } },
});

module.exports = {
  'signals arrive in order': async (w) => {
    const handle = await w.start('ledger');
    for (let i = 0; i < 10; i += 1) await handle.signal('add', i);
    assert.deepEqual(await finish(handle), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  },
  'a hundred signals sent at once all count': async (w) => {
    const handle = await w.start('counter', { args: [100] });
    await Promise.all(Array.from({ length: 100 }, (_, i) => handle.signal('plus', i)));
    assert.equal(await handle.result(), 4950);
  },
  'a signal handler may await': async (w) => {
    const handle = await w.start('ledger');
    await handle.signal('addLater', 'slow');
    assert.deepEqual(await finish(handle), ['slow']);
  },
  'a signal before its handler exists is held back': async (w) => {
    const handle = await w.start('early');
    await handle.signal('tell', 'soon');
    assert.equal(await handle.result(), 'soon');
  },
  'a signal from an activity reaches its own workflow': async (w) => {
    const ledger = await w.start('ledger');
    await w.execute('callOne', { args: ['signals', [ledger.workflowId, 'add', 'from activity']] });
    assert.deepEqual(await finish(ledger), ['from activity']);
  },
  'signalling a closed workflow is not found': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    await assert.rejects(handle.signal('add', 1), { name: 'WorkflowNotFoundError' });
  },
  'signalling an unknown workflow is not found': async (w) => {
    await assert.rejects(w.client.workflow.getHandle('never-was').signal('add', 1), { name: 'WorkflowNotFoundError' });
  },
  'a request id makes a signal count once': async (w) => {
    const handle = await w.start('ledger');
    const request = { namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, signalName: 'add', requestId: 'same',
      input: { payloads: [defaultPayloadConverter.toPayload('once')] } };
    await w.raw.signalWorkflowExecution(request);
    await w.raw.signalWorkflowExecution(request);
    assert.deepEqual(await finish(handle), ['once']);
  },
  'signal-with-start starts and signals': async (w) => {
    const handle = await w.client.workflow.signalWithStart('ledger', { taskQueue: 'main', workflowId: w.id(), args: [['first']], signal: 'add', signalArgs: ['second'] });
    assert.deepEqual(await finish(handle), ['first', 'second']);
  },
  'signal-with-start signals what runs already': async (w) => {
    const handle = await w.start('ledger');
    const again = await w.client.workflow.signalWithStart('ledger', { taskQueue: 'main', workflowId: handle.workflowId, args: [['ignored']], signal: 'add', signalArgs: ['x'] });
    assert.equal(again.signaledRunId, handle.firstExecutionRunId);
    assert.deepEqual(await finish(handle), ['x']);
  },
  'signal-with-start starts anew after the end': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    const again = await w.client.workflow.signalWithStart('ledger', { taskQueue: 'main', workflowId: handle.workflowId, signal: 'add', signalArgs: ['x'] });
    assert.notEqual(again.signaledRunId, handle.firstExecutionRunId);
    assert.deepEqual(await finish(again), ['x']);
  },

  'a query reads the state of a running workflow': async (w) => {
    const handle = await w.start('ledger', { args: [['a', 'b']] });
    assert.deepEqual(await handle.query('entries'), ['a', 'b']);
    assert.equal(await handle.query('count', 3), 6);
    await handle.terminate();
  },
  'a query sees every signal sent before it': async (w) => {
    const handle = await w.start('ledger');
    for (let i = 1; i <= 5; i += 1) {
      await handle.signal('add', i);
      assert.equal(await handle.query('count'), i);
    }
    await handle.terminate();
  },
  'a query leaves no event': async (w) => {
    const handle = await w.start('ledger');
    await handle.query('count');
    const before = (await w.events(handle)).length;
    await handle.query('count');
    assert.equal((await w.events(handle)).length, before);
    await handle.terminate();
  },
  'a closed workflow can be asked': async (w) => {
    const handle = await w.start('ledger', { args: [['kept']] });
    await finish(handle);
    assert.deepEqual(await handle.query('entries'), ['kept']);
  },
  'a query can be rejected for a closed workflow': async (w) => {
    const handle = await w.start('ledger');
    await finish(handle);
    const options = { queryRejectCondition: 'NOT_OPEN' };
    const client = new (require('@temporalio/client').Client)({ connection: w.connection, workflow: options });
    await assert.rejects(client.workflow.getHandle(handle.workflowId).query('entries'), (e) => e.name === 'QueryRejectedError' && e.status === 2);
  },
  'an unknown query is refused': async (w) => {
    const handle = await w.start('ledger');
    await assert.rejects(handle.query('nothing'), { name: 'QueryNotRegisteredError' });
    await handle.terminate();
  },
  'a query that throws fails': async (w) => {
    const handle = await w.start('ledger');
    await assert.rejects(handle.query('broken'), (e) => /cannot be asked/.test(`${e.message} ${e.cause?.message}`));
    await handle.terminate();
  },
  'the stack trace can be asked': async (w) => {
    const handle = await w.start('waitsForever');
    assert.match(await handle.query('__stack_trace'), /waitsForever/);
    await handle.terminate();
  },
  'many queries at once are all answered': async (w) => {
    const handle = await w.start('ledger', { args: [[1, 2, 3]] });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => handle.query('count', i)));
    assert.deepEqual(answers, [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    await handle.terminate();
  },
  'a query to a workflow without worker fails in bounded time': async (w) => {
    const handle = await w.start('ledger', { taskQueue: 'nobody-home' });
    await assert.rejects(w.connection.withDeadline(Date.now() + 1500, () => handle.query('count')), (e) => {
      const text = `${e.message} ${e.cause?.message} ${e.details}`;
      return /DEADLINE|deadline|poller/i.test(text) || assert.fail(text);
    });
    await handle.terminate();
  },

  'an update gives its result': async (w) => {
    const handle = await w.start('ledger');
    assert.equal(await handle.executeUpdate('put', { args: ['x'] }), 1);
    assert.deepEqual(await finish(handle), ['x']);
  },
  'an update may end in the same task': async (w) => {
    const handle = await w.start('ledger');
    assert.equal(await handle.executeUpdate('putNow', { args: ['x'] }), 1);
    await handle.terminate();
  },
  'a validator refuses an update and no event stays': async (w) => {
    const handle = await w.start('ledger');
    await assert.rejects(handle.executeUpdate('put', { args: ['bad'] }), (e) => e.name === 'WorkflowUpdateFailedError' && /refused/.test(e.cause.message));
    assert.deepEqual(await finish(handle), []);
    assert.ok((await w.events(handle)).every((e) => !e.workflowExecutionUpdateAcceptedEventAttributes));
  },
  'an accepted update can fail': async (w) => {
    const handle = await w.start('ledger');
    await assert.rejects(handle.executeUpdate('putFails'), (e) => {
      assert.deepEqual([e.name, e.cause.type, e.cause.message, e.cause.details], ['WorkflowUpdateFailedError', 'PutFault', 'could not be put', [{ at: 0 }]]);
      return true;
    });
    await handle.terminate();
  },
  'an unknown update is refused': async (w) => {
    const handle = await w.start('ledger');
    await assert.rejects(handle.executeUpdate('nothing'), { name: 'WorkflowUpdateFailedError' });
    await handle.terminate();
  },
  'waiting for acceptance returns before the end': async (w) => {
    const handle = await w.start('ledger');
    const update = await handle.startUpdate('putSlowly', { args: ['x'], waitForStage: 'ACCEPTED' });
    assert.equal(await handle.query('count'), 0);
    assert.equal(await update.result(), 1);
    await handle.terminate();
  },
  'an update id counts once and finds its result again': async (w) => {
    const handle = await w.start('ledger');
    assert.equal(await handle.executeUpdate('put', { args: ['x'], updateId: 'one' }), 1);
    assert.equal(await handle.executeUpdate('put', { args: ['y'], updateId: 'one' }), 1);
    assert.equal(await handle.getUpdateHandle('one').result(), 1);
    assert.deepEqual(await finish(handle), ['x']);
  },
  'the result of an update survives the end of the run': async (w) => {
    const handle = await w.start('ledger');
    await handle.executeUpdate('put', { args: ['x'], updateId: 'kept' });
    await finish(handle);
    assert.equal(await handle.getUpdateHandle('kept').result(), 1);
  },
  'wait stage admitted is refused or answered at once': async (w) => {
    const handle = await w.start('ledger');
    // The public service does not accept this stage: it answers INVALID_ARGUMENT or UNIMPLEMENTED.
    await assert.rejects(rawUpdate(w, handle, 'putSlowly', 'x', stage.ADMITTED), (e) => e.code === 3 || e.code === 12 || assert.fail(`${e.code} ${e.message}`));
    await handle.terminate();
  },
  'wait stage accepted reports its stage': async (w) => {
    const handle = await w.start('ledger');
    const reply = await rawUpdate(w, handle, 'putSlowly', 'x', stage.ACCEPTED);
    assert.deepEqual([reply.stage, reply.outcome ?? null], [stage.ACCEPTED, null]);
    await handle.terminate();
  },
  'wait stage completed carries the outcome': async (w) => {
    const handle = await w.start('ledger');
    const reply = await rawUpdate(w, handle, 'put', 'x', stage.COMPLETED);
    assert.equal(reply.stage, stage.COMPLETED);
    assert.equal(defaultPayloadConverter.fromPayload(reply.outcome.success.payloads[0]), 1);
    await handle.terminate();
  },
  'the stage of an update can be polled': async (w) => {
    const handle = await w.start('ledger');
    const update = await handle.startUpdate('putSlowly', { args: ['x'], updateId: 'polled', waitForStage: 'ACCEPTED' });
    const ref = { workflowExecution: { workflowId: handle.workflowId }, updateId: 'polled' };
    const now = await w.raw.pollWorkflowExecutionUpdate({ namespace: 'default', updateRef: ref, waitPolicy: { lifecycleStage: 0 } });
    assert.equal(now.stage, stage.ACCEPTED);
    const then = await w.raw.pollWorkflowExecutionUpdate({ namespace: 'default', updateRef: ref, waitPolicy: { lifecycleStage: stage.COMPLETED } });
    assert.equal(then.stage, stage.COMPLETED);
    assert.equal(await update.result(), 1);
    await handle.terminate();
  },
  'polling an unknown update is not found': async (w) => {
    const handle = await w.start('ledger');
    await handle.query('count');
    const ref = { workflowExecution: { workflowId: handle.workflowId }, updateId: 'never' };
    await assert.rejects(w.raw.pollWorkflowExecutionUpdate({ namespace: 'default', updateRef: ref }), { code: 5 });
    await handle.terminate();
  },
  'updating an unknown workflow is not found': async (w) => {
    await assert.rejects(w.client.workflow.getHandle('never-was').executeUpdate('put', { args: ['x'] }), { name: 'WorkflowNotFoundError' });
  },
  'updates at once are each applied once': async (w) => {
    const handle = await w.start('ledger');
    const lengths = await Promise.all([1, 2, 3, 4, 5].map((n) => handle.executeUpdate('put', { args: [n] })));
    assert.deepEqual([...lengths].sort(), [1, 2, 3, 4, 5]);
    assert.equal((await finish(handle)).length, 5);
  },
  'an update can use an activity that is retried': async (w) => {
    const handle = await w.start('ledger');
    assert.equal(await handle.executeUpdate('putRetried'), 3);
    await handle.terminate();
  },
  'an update accepted when its run ends fails': async (w) => {
    const handle = await w.start('ledger');
    const update = await handle.startUpdate('putSlowly', { args: ['x'], waitForStage: 'ACCEPTED' });
    await handle.terminate('enough');
    await assert.rejects(update.result(), (e) => /Update|not found|NotFound/i.test(`${e.name} ${e.message}`));
  },
  'update-with-start starts a run and updates it': async (w) => {
    const start = new WithStartWorkflowOperation('ledger', { taskQueue: 'main', workflowId: w.id(), args: [['first']], workflowIdConflictPolicy: 'FAIL' });
    assert.equal(await w.client.workflow.executeUpdateWithStart('put', { args: ['second'], startWorkflowOperation: start }), 2);
    assert.deepEqual(await finish(await start.workflowHandle()), ['first', 'second']);
  },
  'update-with-start updates what runs already': async (w) => {
    const handle = await w.start('ledger', { args: [['first']] });
    const start = new WithStartWorkflowOperation('ledger', { taskQueue: 'main', workflowId: handle.workflowId, workflowIdConflictPolicy: 'USE_EXISTING' });
    assert.equal(await w.client.workflow.executeUpdateWithStart('put', { args: ['second'], startWorkflowOperation: start }), 2);
    assert.equal((await start.workflowHandle()).firstExecutionRunId ?? handle.firstExecutionRunId, handle.firstExecutionRunId);
    await handle.terminate();
  },
  'update-with-start waits for acceptance only': async (w) => {
    const start = new WithStartWorkflowOperation('ledger', { taskQueue: 'main', workflowId: w.id(), workflowIdConflictPolicy: 'FAIL' });
    const update = await w.client.workflow.startUpdateWithStart('putSlowly', { args: ['x'], waitForStage: 'ACCEPTED', startWorkflowOperation: start });
    assert.equal(await update.result(), 1);
    await (await start.workflowHandle()).terminate();
  },
  'update-with-start refuses a run that exists under policy fail': async (w) => {
    const handle = await w.start('ledger');
    const start = new WithStartWorkflowOperation('ledger', { taskQueue: 'main', workflowId: handle.workflowId, workflowIdConflictPolicy: 'FAIL' });
    await assert.rejects(w.client.workflow.executeUpdateWithStart('put', { args: ['x'], startWorkflowOperation: start }), { name: 'WorkflowExecutionAlreadyStartedError' });
    await assert.rejects(start.workflowHandle());
    await handle.terminate();
  },
  'update-with-start whose validator refuses leaves the run': async (w) => {
    const start = new WithStartWorkflowOperation('ledger', { taskQueue: 'main', workflowId: w.id(), workflowIdConflictPolicy: 'FAIL' });
    await assert.rejects(w.client.workflow.executeUpdateWithStart('put', { args: ['bad'], startWorkflowOperation: start }), { name: 'WorkflowUpdateFailedError' });
    const handle = await start.workflowHandle();
    assert.equal((await handle.describe()).status.name, 'RUNNING');
    await handle.terminate();
  },
};
