'use strict';
// Workflows around activities, local activities and time.
const wf = require('@temporalio/workflow');

const quick = wf.proxyActivities({ startToCloseTimeout: '20s', retry: { initialInterval: 50, backoffCoefficient: 1, maximumAttempts: 5 } });
const local = wf.proxyLocalActivities({ startToCloseTimeout: '5s', retry: { initialInterval: 50, maximumAttempts: 5 } });

/** What a caught failure was, as plain data a check can compare. */
function told(failure) {
  const cause = failure.cause;
  return {
    name: failure.name, retryState: failure.retryState, activity: failure.activityType, message: cause?.message, cause: cause?.name,
    type: cause?.type, timeout: cause?.timeoutType, details: cause?.details, nonRetryable: cause?.nonRetryable,
    lastHeartbeat: cause?.lastHeartbeatDetails, inner: cause?.cause?.message, innerType: cause?.cause?.type, innerTimeout: cause?.cause?.timeoutType,
  };
}

async function callOne(name, args, options) {
  return wf.proxyActivities({ startToCloseTimeout: '20s', ...options })[name](...args);
}

async function callAndTell(name, args, options) {
  try {
    return { result: await callOne(name, args, options) };
  } catch (failure) {
    if (failure instanceof wf.ActivityFailure) return told(failure);
    throw failure;
  }
}

async function hello(name) {
  return quick.greet(name);
}

async function threeInOrder() {
  const said = [];
  for (const name of ['a', 'b', 'c']) said.push(await quick.greet(name));
  return said;
}

async function manyAtOnce(count) {
  const each = Array.from({ length: count }, (_, i) => quick.echo(i));
  return (await Promise.all(each)).reduce((sum, n) => sum + n, 0);
}

async function cancelsActivity(cancellationType) {
  const one = wf.proxyActivities({ startToCloseTimeout: '30s', heartbeatTimeout: '10s', cancellationType, retry: { maximumAttempts: 1 } });
  const scope = new wf.CancellationScope();
  const running = scope.run(() => (cancellationType === 'ABANDON' ? one.sleeps(3000) : one.untilCancelled()));
  running.catch(() => undefined);
  await wf.sleep(300);
  scope.cancel();
  try {
    return await running;
  } catch (failure) {
    return `${failure.name}/${wf.isCancellation(failure)}`;
  }
}

async function activityThatEndsCancelled() {
  const one = wf.proxyActivities({ startToCloseTimeout: '30s', heartbeatTimeout: '10s', cancellationType: 'WAIT_CANCELLATION_COMPLETED' });
  const scope = new wf.CancellationScope();
  const running = scope.run(() => one.cancelled());
  running.catch(() => undefined);
  await wf.sleep(300);
  scope.cancel();
  try {
    return await running;
  } catch (failure) {
    return `${failure.name}/${failure.cause?.name}`;
  }
}

async function localHello(name) {
  return local.greet(name);
}

async function localRetries() {
  return local.failsUntil(3);
}

async function localFails() {
  try {
    return await wf.proxyLocalActivities({ startToCloseTimeout: '5s', retry: { maximumAttempts: 2, initialInterval: 10 } }).failsAs('Refused', true, []);
  } catch (failure) {
    // A local activity may hand its own failure to the workflow, without an envelope.
    return { type: failure.type ?? failure.cause?.type, name: failure.name };
  }
}

async function localSlow() {
  // Longer than a workflow task may take: the task is kept alive by heartbeats.
  return wf.proxyLocalActivities({ startToCloseTimeout: '15s' }).stubborn(7000);
}

async function localThenBackoff() {
  return wf.proxyLocalActivities({ startToCloseTimeout: '5s', localRetryThreshold: 100, retry: { initialInterval: 600, maximumAttempts: 3 } }).failsUntil(2);
}

async function timers(...ms) {
  const ended = [];
  await Promise.all(ms.map((m) => wf.sleep(m).then(() => ended.push(m))));
  return ended;
}

async function timerRace() {
  const scope = new wf.CancellationScope();
  const slow = scope.run(() => wf.sleep('1h')).then(() => 'slow', () => 'cancelled');
  await wf.sleep(50);
  scope.cancel();
  return slow;
}

async function conditionTimesOut() {
  return wf.condition(() => false, 200);
}

async function clock() {
  const before = Date.now();
  await wf.sleep(500);
  return { passed: Date.now() - before, uuid: wf.uuid4(), random: Math.random() };
}

module.exports = {
  callOne, callAndTell, hello, threeInOrder, manyAtOnce, cancelsActivity, activityThatEndsCancelled, localHello, localRetries, localFails,
  localSlow, localThenBackoff, timers, timerRace, conditionTimesOut, clock,
};
