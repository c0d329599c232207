'use strict';
const assert = require('node:assert/strict');

const hourly = (w, more = {}) => ({
  scheduleId: w.id('schedule'),
  spec: { intervals: [{ every: '1h' }] },
  action: { type: 'startWorkflow', workflowType: 'hello', taskQueue: 'main', args: ['schedule'], workflowId: w.id('scheduled') },
  ...more,
});
const ran = async (w, handle, times = 1) => w.until(async () => {
  const { info } = await handle.describe();
  return info.recentActions.length >= times && info.recentActions;
});

module.exports = {
  'a schedule is created and described': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, {
      policies: { overlap: 'BUFFER_ONE', catchupWindow: '2m', pauseOnFailure: true }, memo: { m: 1 }, searchAttributes: { Place: ['Sneek'] }, state: { note: 'hello', remainingActions: 5 },
    }));
    const d = await handle.describe();
    assert.deepEqual([d.spec.intervals[0].every, d.action.workflowType, d.action.taskQueue, d.action.args], [3600000, 'hello', 'main', ['schedule']]);
    assert.deepEqual([d.policies.overlap, d.policies.catchupWindow, d.policies.pauseOnFailure], ['BUFFER_ONE', 120000, true]);
    assert.deepEqual([d.memo, d.searchAttributes.Place, d.state.note, d.state.paused, d.state.remainingActions], [{ m: 1 }, ['Sneek'], 'hello', false, 5]);
    assert.ok(d.info.nextActionTimes.length > 0 && d.info.nextActionTimes[0] > new Date());
    assert.equal(d.info.nextActionTimes[0].getTime() % 3600000, 0);
    await handle.delete();
  },
  'a schedule id exists once': async (w) => {
    const options = hourly(w);
    const handle = await w.client.schedule.create(options);
    await assert.rejects(w.client.schedule.create(options), { name: 'ScheduleAlreadyRunning' });
    await handle.delete();
  },
  'a schedule is paused and released with notes': async (w) => {
    const handle = await w.client.schedule.create(hourly(w));
    await handle.pause('stop now');
    let d = await handle.describe();
    assert.deepEqual([d.state.paused, d.state.note], [true, 'stop now']);
    await handle.unpause('go on');
    d = await handle.describe();
    assert.deepEqual([d.state.paused, d.state.note], [false, 'go on']);
    await handle.delete();
  },
  'a schedule triggered runs at once': async (w) => {
    const handle = await w.client.schedule.create(hourly(w));
    await handle.trigger();
    const [action] = await ran(w, handle);
    assert.equal(await w.client.workflow.getHandle(action.action.workflow.workflowId).result(), 'Hello schedule');
    assert.equal((await handle.describe()).info.numActionsTaken, 1);
    await handle.delete();
  },
  'a schedule may be triggered when created': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, { state: { triggerImmediately: true } }));
    await ran(w, handle);
    await handle.delete();
  },
  'a schedule runs at its interval': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, { spec: { intervals: [{ every: '1s' }] } }));
    const actions = await ran(w, handle, 2);
    assert.notEqual(actions[0].action.workflow.workflowId, actions[1].action.workflow.workflowId);
    await handle.delete();
  },
  'a scheduled run carries the schedule in its attributes': async (w) => {
    const handle = await w.client.schedule.create(hourly(w));
    await handle.trigger();
    const [action] = await ran(w, handle);
    const run = await w.client.workflow.getHandle(action.action.workflow.workflowId).describe();
    assert.deepEqual(run.searchAttributes.TemporalScheduledById, [handle.scheduleId]);
    await handle.delete();
  },
  'a schedule is limited to its remaining actions': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, { spec: { intervals: [{ every: '1s' }] }, state: { remainingActions: 1 } }));
    await ran(w, handle);
    await new Promise((resolve) => setTimeout(resolve, 2200));
    const d = await handle.describe();
    assert.deepEqual([d.info.numActionsTaken, d.state.remainingActions], [1, 0]);
    await handle.delete();
  },
  'overlap skip does not start beside a running one': async (w) => {
    const action = { type: 'startWorkflow', workflowType: 'waitsForever', taskQueue: 'main', workflowId: w.id('scheduled') };
    const handle = await w.client.schedule.create(hourly(w, { action }));
    await handle.trigger();
    const [first] = await ran(w, handle);
    await handle.trigger();
    await w.until(async () => (await handle.describe()).info.numActionsSkippedOverlap === 1);
    assert.equal((await handle.describe()).info.recentActions.length, 1);
    await handle.delete();
    await w.client.workflow.getHandle(first.action.workflow.workflowId).terminate();
  },
  'overlap terminate-other ends the running one': async (w) => {
    const action = { type: 'startWorkflow', workflowType: 'waitsForever', taskQueue: 'main', workflowId: w.id('scheduled') };
    const handle = await w.client.schedule.create(hourly(w, { action }));
    await handle.trigger();
    const [first] = await ran(w, handle);
    await handle.trigger('TERMINATE_OTHER');
    await w.until(async () => {
      const { workflowId, firstExecutionRunId } = first.action.workflow;
      return (await w.client.workflow.getHandle(workflowId, firstExecutionRunId).describe()).status.name === 'TERMINATED';
    });
    const actions = await ran(w, handle, 2);
    await handle.delete();
    await w.client.workflow.getHandle(actions.at(-1).action.workflow.workflowId).terminate();
  },
  'a schedule is changed': async (w) => {
    const handle = await w.client.schedule.create(hourly(w));
    await handle.update((before) => ({ ...before, spec: { calendars: [{ hour: 7, minute: 30 }] }, state: { ...before.state, note: 'changed' } }));
    const d = await handle.describe();
    assert.equal(d.state.note, 'changed');
    assert.deepEqual([d.info.nextActionTimes[0].getUTCHours(), d.info.nextActionTimes[0].getUTCMinutes()], [7, 30]);
    await handle.delete();
  },
  'a calendar in a time zone keeps its local hour': async (w) => {
    // 09:00 in Tokyo is 00:00 UTC all year.
    const handle = await w.client.schedule.create(hourly(w, { spec: { calendars: [{ hour: 9 }], timezone: 'Asia/Tokyo' } }));
    assert.equal((await handle.describe()).info.nextActionTimes[0].getUTCHours(), 0);
    await handle.delete();
  },
  'a cron text in a schedule is read': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, { spec: { cronExpressions: ['15 4 * * *'] } }));
    const [next] = (await handle.describe()).info.nextActionTimes;
    assert.deepEqual([next.getUTCHours(), next.getUTCMinutes()], [4, 15]);
    await handle.delete();
  },
  'a past hour is filled in': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, { spec: { intervals: [{ every: '10m' }] }, state: { paused: true } }));
    const start = new Date(Math.floor(Date.now() / 3600000) * 3600000 - 3 * 3600000 + 1000);
    await handle.backfill({ start, end: new Date(start.getTime() + 25 * 60000), overlap: 'ALLOW_ALL' });
    await ran(w, handle, 2);
    await handle.delete();
  },
  'schedules are listed': async (w) => {
    const handle = await w.client.schedule.create(hourly(w, { memo: { listed: true } }));
    const found = await w.until(async () => {
      for await (const s of w.client.schedule.list()) if (s.scheduleId === handle.scheduleId) return s;
      return undefined;
    });
    assert.deepEqual([found.action.workflowType, found.memo.listed, found.state.paused], ['hello', true, false]);
    await handle.delete();
  },
  'a deleted schedule is not found': async (w) => {
    const handle = await w.client.schedule.create(hourly(w));
    await handle.delete();
    await assert.rejects(handle.describe(), { name: 'ScheduleNotFoundError' });
  },
  'an unknown schedule is not found': async (w) => {
    await assert.rejects(w.client.schedule.getHandle('never-was').pause(), { name: 'ScheduleNotFoundError' });
  },
};
