'use strict';
// Parents, children, and runs that act on other runs.
const wf = require('@temporalio/workflow');

async function child(value) {
  return `child of ${wf.workflowInfo().parent?.workflowId}: ${value}`;
}

async function parent(value) {
  return wf.executeChild('child', { args: [value] });
}

async function manyChildren(count) {
  const { workflowId } = wf.workflowInfo();
  const all = await Promise.all(Array.from({ length: count }, (_, i) => wf.executeChild('child', { args: [i], workflowId: `${workflowId}-${i}` })));
  return all.length;
}

async function parentOfFailing() {
  try {
    await wf.executeChild('throws', { args: ['ChildFault'] });
  } catch (failure) {
    return { name: failure.name, workflowType: failure.workflowType, type: failure.cause?.type, message: failure.cause?.message };
  }
}

/** Starts a child with a close policy and ends (or goes on for ever). */
async function leavesChild(childId, parentClosePolicy, staysMs) {
  await wf.startChild('waitsForever', { workflowId: childId, parentClosePolicy });
  if (staysMs) await wf.sleep(staysMs);
  return 'left';
}

async function cancelsChild(cancellationType) {
  const scope = new wf.CancellationScope();
  const handle = await scope.run(() => wf.startChild('cleansUp', { cancellationType }));
  const result = handle.result();
  result.catch(() => undefined);
  scope.cancel();
  try {
    await result;
    return 'completed';
  } catch (failure) {
    return `${failure.name}/${failure.cause?.name}`;
  }
}

async function sameChildTwice(childId) {
  await wf.startChild('waitsForever', { workflowId: childId, parentClosePolicy: 'TERMINATE' });
  try {
    await wf.startChild('waitsForever', { workflowId: childId });
    return 'started twice';
  } catch (failure) {
    return failure.name;
  }
}

async function signalsChild() {
  const handle = await wf.startChild('early');
  await handle.signal('tell', 'from the parent');
  return handle.result();
}

async function signalsOther(workflowId, name, value) {
  try {
    await wf.getExternalWorkflowHandle(workflowId).signal(name, value);
    return 'signalled';
  } catch (failure) {
    return `${failure.name}: ${failure.message}`;
  }
}

async function cancelsOther(workflowId) {
  try {
    await wf.getExternalWorkflowHandle(workflowId).cancel();
    return 'asked';
  } catch (failure) {
    return `${failure.name}: ${failure.message}`;
  }
}

async function childWithOptions(childId) {
  const handle = await wf.startChild('aboutMe', {
    workflowId: childId, memo: { note: 'from parent' }, searchAttributes: { Place: ['Delft'] }, workflowRunTimeout: '1m', retry: { maximumAttempts: 2 },
  });
  return handle.result();
}

async function childThatTimesOut() {
  try {
    await wf.executeChild('waitsForever', { workflowRunTimeout: '1s' });
  } catch (failure) {
    return { name: failure.name, cause: failure.cause?.name, timeout: failure.cause?.timeoutType };
  }
}

async function childContinues() {
  return wf.executeChild('countsDown', { args: [2] });
}

async function countsDown(left, runs = 1) {
  if (left > 0) await wf.continueAsNew(left - 1, runs + 1);
  return runs;
}

async function continuesOtherwise() {
  const again = wf.makeContinueAsNewFunc({ workflowType: 'aboutMe', memo: { note: 'carried' }, workflowRunTimeout: '2m' });
  await again();
}

async function aboutMe() {
  const i = wf.workflowInfo();
  return {
    type: i.workflowType, id: i.workflowId, memo: i.memo, place: i.searchAttributes.Place, parent: i.parent?.workflowId, attempt: i.attempt,
    root: i.root?.workflowId, continuedFrom: i.continuedFromExecutionRunId, first: i.firstExecutionRunId, runTimeout: i.runTimeoutMs,
    executionTimeout: i.executionTimeoutMs, queue: i.taskQueue, namespace: i.namespace, retry: i.retryPolicy?.maximumAttempts,
  };
}

module.exports = {
  child, parent, manyChildren, parentOfFailing, leavesChild, cancelsChild, sameChildTwice, signalsChild, signalsOther, cancelsOther,
  childWithOptions, childThatTimesOut, childContinues, countsDown, continuesOtherwise, aboutMe,
};
