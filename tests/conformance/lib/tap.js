'use strict';
// Runs checks, several at a time, and prints each outcome as a TAP line the moment it is known.
let number = 0;
let failed = 0;

function report(name, fault) {
  number += 1;
  if (!fault) {
    console.log(`ok ${number} - ${name}`);
    return;
  }
  failed += 1;
  console.log(`not ok ${number} - ${name}`);
  console.log(String(fault.stack ?? fault).replace(/^/gm, '#   ').slice(0, 2500));
  if (fault.cause) console.log(String(fault.cause.stack ?? fault.cause).replace(/^/gm, '#   cause: ').slice(0, 1500));
}

async function bounded(work, seconds) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** checks: { name: async (world) => ... }; a check fails when it throws or takes longer than the given seconds. */
async function runChecks(checks, world, { atOnce = 8, seconds = 40 } = {}) {
  const only = process.env.CONFORMANCE_ONLY;
  const waiting = Object.entries(checks).filter(([name]) => !only || name.includes(only));
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next;
      try {
        await bounded(() => check(world), seconds);
        report(name);
      } catch (fault) {
        report(name, fault);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

function summary() {
  console.log(`1..${number}`);
  return { number, failed };
}

module.exports = { report, runChecks, summary };
