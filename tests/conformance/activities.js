'use strict';
// The activities the checks call. Attempts are counted by the server, so a restarted worker sees the same numbers.
const { Context, CompleteAsyncError, CancelledFailure, ApplicationFailure, heartbeat, activityInfo, sleep } = require('@temporalio/activity');

const tokens = new Map();

function makeActivities(client) {
  return {
    greet: async (name) => `Hello ${name}`,
    echo: async (value) => value,
    addsUp: async (...numbers) => numbers.reduce((sum, n) => sum + n, 0),
    attempt: async () => activityInfo().attempt,
    failsUntil: async (attempt) => {
      if (activityInfo().attempt < attempt) throw new Error(`attempt ${activityInfo().attempt} fails`);
      return activityInfo().attempt;
    },
    failsAs: async (type, nonRetryable, details) => {
      throw ApplicationFailure.create({ message: `fails as ${type}`, type, nonRetryable, details });
    },
    failsWithDelay: async (ms) => {
      if (activityInfo().attempt === 1) throw ApplicationFailure.create({ message: 'later', nextRetryDelay: ms });
      return Date.now() - activityInfo().scheduledTimestampMs;
    },
    failsWithCause: async () => {
      throw new Error('outer', { cause: ApplicationFailure.create({ message: 'inner', type: 'Inner' }) });
    },
    sleeps: async (ms) => {
      await sleep(ms);
      return 'slept';
    },
    // Runs on without heeding anything, to let a time-out win.
    stubborn: async (ms) => new Promise((resolve) => setTimeout(() => resolve('too late'), ms)),
    beatsThenStops: async (ms) => {
      heartbeat({ reached: 42 });
      await new Promise((resolve) => setTimeout(resolve, ms));
    },
    resumes: async () => {
      const { attempt, heartbeatDetails } = activityInfo();
      if (attempt > 1) return heartbeatDetails;
      heartbeat({ reached: 7 });
      throw new Error('stopped half way');
    },
    untilCancelled: async () => {
      const beat = setInterval(() => heartbeat('alive'), 50);
      try {
        await Context.current().cancelled;
      } catch (fault) {
        if (fault instanceof CancelledFailure) return `heard: ${fault.message}`;
        throw fault;
      } finally {
        clearInterval(beat);
      }
    },
    cancelled: async () => {
      const beat = setInterval(() => heartbeat('alive'), 50);
      try {
        await Context.current().cancelled;
      } finally {
        clearInterval(beat);
      }
    },
    completesLater: async () => {
      tokens.set(activityInfo().workflowExecution.workflowId, activityInfo().taskToken);
      throw new CompleteAsyncError();
    },
    signals: async (workflowId, name, value) => client.workflow.getHandle(workflowId).signal(name, value),
    info: async () => {
      const i = activityInfo();
      return {
        id: i.activityId, type: i.activityType, queue: i.taskQueue, workflow: i.workflowExecution.workflowId, workflowType: i.workflowType,
        namespace: i.workflowNamespace, attempt: i.attempt, startToClose: i.startToCloseTimeoutMs, isLocal: i.isLocal, hasRetry: !!i.retryPolicy,
      };
    },
    large: async (bytes) => 'x'.repeat(bytes),
    bytes: async (given) => Uint8Array.from(given, (b) => 255 - b),
  };
}

module.exports = { makeActivities, tokens };
