'use strict';
const assert = require('node:assert/strict');
const path = require('node:path');
const { Worker, bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');

const replay = (w, history, workflowId, workflowBundle = w.workflowBundle) => Worker.runReplayHistory({ workflowBundle }, history, workflowId);
let earlier;
/** The workflows as they were before a change. */
const before = () => (earlier ??= bundleWorkflowCode({ workflowsPath: path.join(__dirname, '..', 'workflows', 'before.js'), logger: new DefaultLogger('ERROR') }));

async function replays(w, type, options, act = async () => undefined) {
  const handle = await w.start(type, options);
  await act(handle);
  await handle.result().catch(() => undefined);
  await replay(w, await handle.fetchHistory(), handle.workflowId);
}
const reset = (w, handle, eventId, more = {}) => w.raw.resetWorkflowExecution({
  namespace: 'default', workflowExecution: { workflowId: handle.workflowId, runId: handle.firstExecutionRunId }, reason: 'again',
  workflowTaskFinishEventId: eventId, requestId: w.id(), ...more,
});

module.exports = {
  'a history comes in pages without loss or repeat': async (w) => {
    const handle = await w.start('longHistory', { args: [40] });
    await handle.result();
    const whole = (await w.events(handle)).map((e) => Number(e.eventId));
    const paged = [];
    let nextPageToken;
    do {
      const page = await w.raw.getWorkflowExecutionHistory({ namespace: 'default', execution: { workflowId: handle.workflowId }, maximumPageSize: 20, nextPageToken });
      paged.push(...page.history.events.map((e) => Number(e.eventId)));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken?.length);
    assert.deepEqual(paged, whole);
    assert.deepEqual(whole, Array.from({ length: whole.length }, (_, i) => i + 1));
  },
  'a history comes in reverse': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    const reply = await w.raw.getWorkflowExecutionHistoryReverse({ namespace: 'default', execution: { workflowId: handle.workflowId } });
    const whole = (await w.events(handle)).map((e) => Number(e.eventId));
    assert.deepEqual(reply.history.events.map((e) => Number(e.eventId)), whole.reverse());
  },
  'the close event alone can be waited for': async (w) => {
    const handle = await w.start('timers', { args: [400] });
    const reply = await w.raw.getWorkflowExecutionHistory({
      namespace: 'default', execution: { workflowId: handle.workflowId }, waitNewEvent: true, historyEventFilterType: 2,
    });
    assert.ok(reply.history.events.at(-1)?.workflowExecutionCompletedEventAttributes ?? reply.nextPageToken.length > 0);
    assert.deepEqual(await handle.result(), [400]);
  },
  'a long poll for new events wakes on a signal': async (w) => {
    const handle = await w.start('ledger');
    await handle.query('count');
    const request = { namespace: 'default', execution: { workflowId: handle.workflowId, runId: handle.firstExecutionRunId }, waitNewEvent: true };
    const first = await w.raw.getWorkflowExecutionHistory(request);
    const waiting = w.raw.getWorkflowExecutionHistory({ ...request, nextPageToken: first.nextPageToken });
    await handle.signal('add', 1);
    const reply = await waiting;
    assert.ok(reply.history.events.some((e) => e.workflowExecutionSignaledEventAttributes));
    await handle.terminate();
  },
  'the official replayer accepts activities': async (w) => replays(w, 'threeInOrder'),
  'the official replayer accepts many things at once': async (w) => replays(w, 'manyAtOnce', { args: [30] }),
  'the official replayer accepts signals and updates': async (w) => replays(w, 'ledger', {}, async (handle) => {
    await handle.signal('addLater', 1);
    await handle.executeUpdate('put', { args: [2] });
    await handle.executeUpdate('putFails').catch(() => undefined);
    await handle.executeUpdate('put', { args: ['bad'] }).catch(() => undefined);
    await handle.signal('finish');
  }),
  'the official replayer accepts children': async (w) => replays(w, 'manyChildren', { args: [5] }),
  'the official replayer accepts local activities': async (w) => replays(w, 'localRetries'),
  'the official replayer accepts timers and cancellations': async (w) => replays(w, 'timerRace'),
  'the official replayer accepts cancelled activities': async (w) => replays(w, 'cancelsActivity', { args: ['WAIT_CANCELLATION_COMPLETED'] }),
  'the official replayer accepts attributes and memo': async (w) => replays(w, 'tags', { args: ['Assen', 1] }),
  'the official replayer accepts continue-as-new': async (w) => {
    const handle = await w.start('countsDown', { args: [1] });
    await handle.result();
    await replay(w, await w.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId).fetchHistory(), handle.workflowId);
  },
  'the official replayer accepts failed and cancelled runs': async (w) => {
    await replays(w, 'throws', { args: ['X'] });
    await replays(w, 'cleansUp', {}, async (handle) => {
      await handle.query('__stack_trace');
      await handle.cancel();
    });
  },
  'a run made by the old code replays in the patched code': async (w) => {
    const stop = await w.startWorker({ taskQueue: 'old-code', workflowBundle: await before() });
    const handle = await w.start('patched', { taskQueue: 'old-code' });
    assert.equal(await handle.result(), 'old');
    await stop();
    await replay(w, await handle.fetchHistory(), handle.workflowId);
  },
  'a patched run takes the new road and records it': async (w) => {
    const handle = await w.start('patched');
    assert.equal(await handle.result(), 'new');
    assert.equal((await w.events(handle)).filter((e) => e.markerRecordedEventAttributes).length, 1);
    assert.deepEqual((await handle.describe()).searchAttributes.TemporalChangeVersion, ['new-road']);
  },
  'a deprecated patch still replays': async (w) => replays(w, 'depatched'),
  'the official replayer refuses code that went another way': async (w) => {
    const handle = await w.start('threeInOrder');
    await handle.result();
    const history = await handle.fetchHistory();
    await assert.rejects(replay(w, history, handle.workflowId, await before()), (e) => /Determinism|Nondeterminism|TMPRL1100/i.test(`${e.name} ${e.message}`));
  },

  'a reset runs again from a workflow task': async (w) => {
    const handle = await w.start('threeInOrder');
    await handle.result();
    const done = (await w.events(handle)).filter((e) => e.workflowTaskCompletedEventAttributes)[1];
    const { runId } = await reset(w, handle, Number(done.eventId));
    assert.notEqual(runId, handle.firstExecutionRunId);
    assert.deepEqual(await w.client.workflow.getHandle(handle.workflowId, runId).result(), ['Hello a', 'Hello b', 'Hello c']);
    await replay(w, await w.client.workflow.getHandle(handle.workflowId, runId).fetchHistory(), handle.workflowId);
  },
  'a reset ends the running run and keeps later signals': async (w) => {
    const handle = await w.start('ledger');
    await handle.query('count');
    await handle.signal('add', 'kept');
    await handle.query('count');
    const { runId } = await reset(w, handle, 4);
    assert.equal((await w.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId).describe()).status.name, 'TERMINATED');
    const again = w.client.workflow.getHandle(handle.workflowId, runId);
    assert.deepEqual(await again.query('entries'), ['kept']);
    await again.terminate();
  },
  'a reset may leave signals out': async (w) => {
    const handle = await w.start('ledger');
    await handle.query('count');
    await handle.signal('add', 'left out');
    await handle.query('count');
    const { runId } = await reset(w, handle, 4, { resetReapplyExcludeTypes: [1] });
    const again = w.client.workflow.getHandle(handle.workflowId, runId);
    assert.deepEqual(await again.query('entries'), []);
    await again.terminate();
  },
  'a reset at an event that is no task end is refused': async (w) => {
    const handle = await w.start('hello', { args: ['x'] });
    await handle.result();
    await assert.rejects(reset(w, handle, 99), { code: 3 });
  },
};
