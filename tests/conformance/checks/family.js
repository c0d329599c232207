'use strict';
const assert = require('node:assert/strict');

const statusOf = async (w, id) => (await w.client.workflow.getHandle(id).describe()).status.name;
const becomes = (w, id, status) => w.until(async () => (await statusOf(w, id)) === status);
const leaveChild = async (w, policy) => {
  const childId = w.id('child');
  await w.execute('leavesChild', { args: [childId, policy] });
  return childId;
};

module.exports = {
  'a child gives its result and knows its parent': async (w) => {
    const handle = await w.start('parent', { args: ['v'] });
    assert.equal(await handle.result(), `child of ${handle.workflowId}: v`);
  },
  'twenty children at once': async (w) => assert.equal(await w.execute('manyChildren', { args: [20] }), 20),
  'a failed child tells its parent why': async (w) => {
    assert.deepEqual(await w.execute('parentOfFailing'), { name: 'ChildWorkflowFailure', workflowType: 'throws', type: 'ChildFault', message: 'the run fails' });
  },
  'close policy terminate ends the child': async (w) => becomes(w, await leaveChild(w, 'TERMINATE'), 'TERMINATED'),
  'close policy request-cancel cancels the child': async (w) => becomes(w, await leaveChild(w, 'REQUEST_CANCEL'), 'CANCELLED'),
  'close policy abandon leaves the child': async (w) => {
    const childId = await leaveChild(w, 'ABANDON');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await statusOf(w, childId), 'RUNNING');
    await w.client.workflow.getHandle(childId).terminate();
  },
  'close policies hold when the parent is terminated': async (w) => {
    const childId = w.id('child');
    const handle = await w.start('leavesChild', { args: [childId, 'TERMINATE', 60000] });
    await w.until(() => statusOf(w, childId).catch(() => false));
    await handle.terminate('enough');
    await becomes(w, childId, 'TERMINATED');
  },
  'close policies hold when the parent times out': async (w) => {
    const childId = w.id('child');
    await w.start('leavesChild', { args: [childId, 'REQUEST_CANCEL', 60000], workflowRunTimeout: '4s' });
    await w.until(() => statusOf(w, childId).catch(() => false));
    await becomes(w, childId, 'CANCELLED');
  },
  'a child is cancelled and waited for': async (w) => {
    assert.equal(await w.execute('cancelsChild', { args: ['WAIT_CANCELLATION_COMPLETED'] }), 'ChildWorkflowFailure/CancelledFailure');
  },
  'a child is cancelled without waiting': async (w) => {
    assert.equal(await w.execute('cancelsChild', { args: ['TRY_CANCEL'] }), 'ChildWorkflowFailure/CancelledFailure');
  },
  'a child is cancelled and only the request is waited for': async (w) => {
    assert.equal(await w.execute('cancelsChild', { args: ['WAIT_CANCELLATION_REQUESTED'] }), 'ChildWorkflowFailure/CancelledFailure');
  },
  'a child id that runs already cannot start': async (w) => {
    assert.equal(await w.execute('sameChildTwice', { args: [w.id('child')] }), 'WorkflowExecutionAlreadyStartedError');
  },
  'a parent signals its child': async (w) => assert.equal(await w.execute('signalsChild'), 'from the parent'),
  'a workflow signals another': async (w) => {
    const ledger = await w.start('ledger');
    assert.equal(await w.execute('signalsOther', { args: [ledger.workflowId, 'add', 'hi'] }), 'signalled');
    assert.deepEqual(await ledger.query('entries'), ['hi']);
    await ledger.terminate();
  },
  'signalling an unknown workflow fails inside the workflow': async (w) => {
    assert.match(await w.execute('signalsOther', { args: ['never-was', 'add', 1] }), /not found/i);
  },
  'a workflow cancels another': async (w) => {
    const other = await w.start('waitsForever');
    assert.equal(await w.execute('cancelsOther', { args: [other.workflowId] }), 'asked');
    await becomes(w, other.workflowId, 'CANCELLED');
  },
  'cancelling an unknown workflow fails inside the workflow': async (w) => {
    assert.match(await w.execute('cancelsOther', { args: ['never-was'] }), /not found/i);
  },
  'a child takes memo, attributes, time-out and retry policy': async (w) => {
    const childId = w.id('child');
    const about = await w.execute('childWithOptions', { args: [childId] });
    assert.deepEqual([about.id, about.memo, about.place, about.runTimeout, about.retry], [childId, { note: 'from parent' }, ['Delft'], 60000, 2]);
    assert.equal(about.root, about.parent);
  },
  'a child that times out tells its parent': async (w) => {
    assert.deepEqual(await w.execute('childThatTimesOut'), { name: 'ChildWorkflowFailure', cause: 'TimeoutFailure', timeout: 'START_TO_CLOSE' });
  },
  'a parent follows a child that continues as new': async (w) => assert.equal(await w.execute('childContinues'), 3),
  'pending children are described': async (w) => {
    const childId = w.id('child');
    const handle = await w.start('leavesChild', { args: [childId, 'TERMINATE', 60000] });
    const shown = await w.until(async () => (await handle.describe()).raw.pendingChildren?.[0]);
    assert.deepEqual([shown.workflowId, shown.workflowTypeName, shown.parentClosePolicy], [childId, 'waitsForever', 1]);
    await handle.terminate();
  },

  'continue-as-new carries arguments over three runs': async (w) => {
    const handle = await w.start('countsDown', { args: [2] });
    assert.equal(await handle.result(), 3);
    const first = w.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    assert.equal((await first.describe()).status.name, 'CONTINUED_AS_NEW');
  },
  'a result that is not followed says that the run continued': async (w) => {
    const handle = await w.start('countsDown', { args: [1] });
    await handle.result();
    const first = w.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId, { followRuns: false });
    await assert.rejects(first.result(), (e) => e.name === 'WorkflowExecutionContinuedAsNewError' && e.newExecutionRunId.length > 0);
  },
  'continue-as-new may change type, memo and time-outs': async (w) => {
    const handle = await w.start('continuesOtherwise', { memo: { note: 'old' } });
    const about = await handle.result();
    assert.deepEqual([about.type, about.memo.note, about.runTimeout], ['aboutMe', 'carried', 120000]);
    assert.deepEqual([about.continuedFrom, about.first], [handle.firstExecutionRunId, handle.firstExecutionRunId]);
  },
  'signals just before continue-as-new are not lost': async (w) => {
    const handle = await w.start('countsDown', { args: [5] });
    await Promise.allSettled([1, 2, 3].map(() => handle.signal('any')));
    assert.equal(await handle.result(), 6);
  },
};
