'use strict';
const assert = require('node:assert/strict');
const { tokens } = require('../activities');

const once = { maximumAttempts: 1 };
const tell = (world, name, args, options) => world.execute('callAndTell', { args: [name, args, options] });

module.exports = {
  'an activity gives its result to the workflow': async (w) => assert.equal(await w.execute('hello', { args: ['Ada'] }), 'Hello Ada'),
  'three activities run in order': async (w) => assert.deepEqual(await w.execute('threeInOrder'), ['Hello a', 'Hello b', 'Hello c']),
  // 0 + 1 + ... + 39 = 780
  'forty activities at once all come back': async (w) => assert.equal(await w.execute('manyAtOnce', { args: [40] }), 780),
  'an activity takes several arguments': async (w) => assert.equal(await w.execute('callOne', { args: ['addsUp', [1, 2, 3]] }), 6),
  'an activity takes and gives undefined': async (w) => assert.equal(await w.execute('callOne', { args: ['echo', []] }), undefined),
  'bytes arrive as bytes': async (w) => {
    const handle = await w.start('callOne', { args: ['bytes', [[1, 2]]] });
    assert.deepEqual(Array.from(await handle.result()), [254, 253]);
  },
  'an activity is retried until it succeeds': async (w) => {
    assert.equal(await w.execute('callOne', { args: ['failsUntil', [3], { retry: { initialInterval: 20 } }] }), 3);
  },
  'retries stop at the largest number of attempts': async (w) => {
    const told = await tell(w, 'failsUntil', [9], { retry: { initialInterval: 10, maximumAttempts: 2 } });
    assert.equal(told.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
    assert.equal(told.message, 'attempt 2 fails');
  },
  'a failure that may not be retried is not': async (w) => {
    const told = await tell(w, 'failsAs', ['Broken', true, ['why', 7]]);
    assert.deepEqual([told.retryState, told.type, told.nonRetryable, told.details], ['NON_RETRYABLE_FAILURE', 'Broken', true, ['why', 7]]);
    assert.equal(told.activity, 'failsAs');
  },
  'a type named as not retryable is not retried': async (w) => {
    const told = await tell(w, 'failsAs', ['Named', false, []], { retry: { nonRetryableErrorTypes: ['Named'] } });
    assert.equal(told.retryState, 'NON_RETRYABLE_FAILURE');
  },
  'retries wait with growing intervals': async (w) => {
    const from = Date.now();
    await w.execute('callOne', { args: ['failsUntil', [3], { retry: { initialInterval: 200, backoffCoefficient: 2 } }] });
    // 200 ms + 400 ms
    assert.ok(Date.now() - from >= 600, `${Date.now() - from} ms`);
  },
  'a failure can name its next retry delay': async (w) => {
    const from = Date.now();
    await w.execute('callOne', { args: ['failsWithDelay', [700], { retry: { initialInterval: 1 } }] });
    assert.ok(Date.now() - from >= 700);
  },
  'causes of a failure travel with it': async (w) => {
    const told = await tell(w, 'failsWithCause', [], { retry: once });
    assert.deepEqual([told.message, told.inner, told.innerType], ['outer', 'inner', 'Inner']);
  },
  'start-to-close ends an attempt that takes too long': async (w) => {
    const told = await tell(w, 'stubborn', [3000], { startToCloseTimeout: 300, retry: once });
    assert.deepEqual([told.cause, told.timeout, told.retryState], ['TimeoutFailure', 'START_TO_CLOSE', 'MAXIMUM_ATTEMPTS_REACHED']);
  },
  'start-to-close is retried': async (w) => {
    const handle = await w.start('callAndTell', { args: ['stubborn', [2500], { startToCloseTimeout: 200, retry: { maximumAttempts: 2, initialInterval: 10 } }] });
    assert.equal((await handle.result()).timeout, 'START_TO_CLOSE');
    const started = (await w.events(handle)).find((e) => e.activityTaskStartedEventAttributes);
    assert.equal(started.activityTaskStartedEventAttributes.attempt, 2);
  },
  'schedule-to-start ends an activity nobody takes': async (w) => {
    const told = await tell(w, 'greet', ['x'], { scheduleToStartTimeout: 300, taskQueue: 'nobody-listens', retry: { maximumAttempts: 5 } });
    assert.deepEqual([told.cause, told.timeout], ['TimeoutFailure', 'SCHEDULE_TO_START']);
  },
  'schedule-to-close bounds all attempts together': async (w) => {
    const told = await tell(w, 'failsUntil', [99], { scheduleToCloseTimeout: 700, retry: { initialInterval: 300, backoffCoefficient: 1 } });
    assert.ok(['TIMEOUT', 'NON_RETRYABLE_FAILURE'].includes(told.retryState), told.retryState);
    assert.ok(told.cause === 'TimeoutFailure' ? told.timeout === 'SCHEDULE_TO_CLOSE' : told.message.startsWith('attempt'), JSON.stringify(told));
  },
  'schedule-to-close ends a running attempt': async (w) => {
    const told = await tell(w, 'stubborn', [3000], { scheduleToCloseTimeout: 400, startToCloseTimeout: undefined, retry: once });
    assert.equal(told.cause, 'TimeoutFailure');
    assert.ok(['SCHEDULE_TO_CLOSE', 'START_TO_CLOSE'].includes(told.timeout), told.timeout);
  },
  'an attempt without heartbeats times out and its last details are kept': async (w) => {
    const told = await tell(w, 'beatsThenStops', [3000], { heartbeatTimeout: 500, retry: once });
    assert.deepEqual([told.cause, told.timeout], ['TimeoutFailure', 'HEARTBEAT']);
    assert.deepEqual(told.lastHeartbeat, { reached: 42 });
  },
  'the next attempt reads the last heartbeat': async (w) => {
    const reached = await w.execute('callOne', { args: ['resumes', [], { heartbeatTimeout: '5s', retry: { initialInterval: 10 } }] });
    assert.deepEqual(reached, { reached: 7 });
  },
  'a cancelled activity hears it through its heartbeat': async (w) => {
    assert.match(await w.execute('cancelsActivity', { args: ['WAIT_CANCELLATION_COMPLETED'] }), /^heard: /);
  },
  'try-cancel does not wait for the activity': async (w) => {
    assert.equal(await w.execute('cancelsActivity', { args: ['TRY_CANCEL'] }), 'ActivityFailure/true');
  },
  'an abandoned activity is left alone': async (w) => {
    const handle = await w.start('cancelsActivity', { args: ['ABANDON'] });
    assert.equal(await handle.result(), 'ActivityFailure/true');
    assert.ok((await w.events(handle)).every((e) => !e.activityTaskCancelRequestedEventAttributes));
  },
  'an activity that ends as cancelled is told so': async (w) => {
    assert.equal(await w.execute('activityThatEndsCancelled'), 'ActivityFailure/CancelledFailure');
  },
  'an activity knows where it belongs': async (w) => {
    const handle = await w.start('callOne', { args: ['info', [], { activityId: 'mine', startToCloseTimeout: '9s' }] });
    const info = await handle.result();
    assert.deepEqual(
      [info.id, info.type, info.queue, info.workflow, info.workflowType, info.namespace, info.attempt, info.startToClose, info.isLocal],
      ['mine', 'info', 'main', handle.workflowId, 'callOne', 'default', 1, 9000, false]);
    assert.equal(info.hasRetry, true);
  },
  'an activity is completed later by its token': async (w) => {
    const handle = await w.start('callOne', { args: ['completesLater', []] });
    const token = await w.until(() => tokens.get(handle.workflowId));
    await w.client.activity.complete(token, 'from outside');
    assert.equal(await handle.result(), 'from outside');
  },
  'an activity is completed later by its id, after a heartbeat': async (w) => {
    const handle = await w.start('callOne', { args: ['completesLater', [], { activityId: 'outside' }] });
    await w.until(() => tokens.get(handle.workflowId));
    const name = { workflowId: handle.workflowId, activityId: 'outside' };
    await w.client.activity.heartbeat(name, 'half');
    const [pending] = (await handle.describe()).raw.pendingActivities;
    assert.match(Buffer.from(pending.heartbeatDetails.payloads[0].data).toString(), /half/);
    await w.client.activity.complete(name, 5);
    assert.equal(await handle.result(), 5);
  },
  'an activity is failed from outside': async (w) => {
    const handle = await w.start('callAndTell', { args: ['completesLater', [], { retry: once }] });
    const token = await w.until(() => tokens.get(handle.workflowId));
    await w.client.activity.fail(token, new Error('outside says no'));
    assert.equal((await handle.result()).message, 'outside says no');
  },
  'completing an activity twice is refused as not found': async (w) => {
    const handle = await w.start('callOne', { args: ['completesLater', []] });
    const token = await w.until(() => tokens.get(handle.workflowId));
    await w.client.activity.complete(token, 1);
    await handle.result();
    await assert.rejects(w.client.activity.complete(token, 2), { name: 'ActivityNotFoundError' });
  },
  'completing an unknown activity is not found': async (w) => {
    await assert.rejects(w.client.activity.complete({ workflowId: 'nowhere', activityId: 'x' }, 2), { name: 'ActivityNotFoundError' });
  },
  'pending activities are described with attempt and last failure': async (w) => {
    const handle = await w.start('callOne', { args: ['failsUntil', [99], { activityId: 'shown', retry: { initialInterval: '20s', maximumAttempts: 7 } }] });
    const shown = await w.until(async () => {
      const [one] = (await handle.describe()).raw.pendingActivities ?? [];
      return one?.lastFailure && one;
    });
    assert.deepEqual([shown.activityId, shown.activityType.name, shown.attempt, shown.maximumAttempts], ['shown', 'failsUntil', 2, 7]);
    assert.equal(shown.lastFailure.message, 'attempt 1 fails');
    await handle.terminate();
  },
  'a local activity gives its result': async (w) => assert.equal(await w.execute('localHello', { args: ['Bo'] }), 'Hello Bo'),
  'a local activity leaves a marker, not an activity': async (w) => {
    const handle = await w.start('localHello', { args: ['Bo'] });
    await handle.result();
    const events = await w.events(handle);
    assert.equal(events.filter((e) => e.markerRecordedEventAttributes).length, 1);
    assert.ok(events.every((e) => !e.activityTaskScheduledEventAttributes));
  },
  'a local activity is retried': async (w) => assert.equal(await w.execute('localRetries'), 3),
  'a local activity fails for good': async (w) => assert.equal((await w.execute('localFails')).type, 'Refused'),
  'a long local activity keeps its workflow task alive': async (w) => {
    const handle = await w.start('localSlow', { workflowTaskTimeout: '4s' });
    assert.equal(await handle.result(), 'too late');
    assert.ok((await w.events(handle)).every((e) => !e.workflowTaskTimedOutEventAttributes), 'a task timed out');
  },
  'a local activity with a long backoff waits in a timer': async (w) => {
    const handle = await w.start('localThenBackoff');
    assert.equal(await handle.result(), 2);
    assert.equal((await w.events(handle)).filter((e) => e.timerStartedEventAttributes).length, 1);
  },
  'timers fire in the order of their times': async (w) => assert.deepEqual(await w.execute('timers', { args: [300, 50, 150] }), [50, 150, 300]),
  'fifty timers at the same time all fire': async (w) => assert.equal((await w.execute('timers', { args: Array(50).fill(60) })).length, 50),
  'a cancelled timer never fires': async (w) => {
    const handle = await w.start('timerRace');
    assert.equal(await handle.result(), 'cancelled');
    assert.equal((await w.events(handle)).filter((e) => e.timerCanceledEventAttributes).length, 1);
  },
  'a condition times out': async (w) => assert.equal(await w.execute('conditionTimesOut'), false),
  'the clock of a workflow passes with its timers': async (w) => {
    const { passed } = await w.execute('clock');
    assert.ok(passed >= 500 && passed < 5000, String(passed));
  },
};
