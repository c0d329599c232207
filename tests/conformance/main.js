'use strict';
// Arguments: address of the running service, scratch folder.
const { World, bundle } = require('./lib/world');
const { report, runChecks, summary } = require('./lib/tap');
const { compareProtos } = require('./protos');
const dotnet = require('./checks/dotnet');

// Seconds after which a check hangs. Far more than any needs, so that a busy machine fails none.
const limit = 120;

const customAttributes = { Place: 2, Level: 3, Score: 4, Open: 5, Due: 6, Words: 1, Labels: 7 };

async function main([address, scratch]) {
  const from = Date.now();
  if (!process.env.CONFORMANCE_ONLY) compareProtos();
  const world = await World.open(address, await bundle());
  world.scratch = scratch;
  await world.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: customAttributes });
  await world.startWorker();
  for (const topic of ['activities', 'messages', 'family', 'lifecycle', 'lists', 'schedules', 'history', 'errors']) {
    await runChecks(require(`./checks/${topic}`), world, { atOnce: 10, seconds: limit });
  }
  const stop = await dotnet.startWorker(world);
  await runChecks(dotnet.checks(), world, { atOnce: 10, seconds: limit });
  await stop();
  if ('our client'.includes(process.env.CONFORMANCE_ONLY ?? '')) await dotnet.runClient(world, report);
  await runChecks(require('./checks/restarts'), world, { atOnce: 1, seconds: 2 * limit });
  await Promise.race([world.close(), new Promise((resolve) => setTimeout(resolve, 10000).unref())]);
  const { number, failed } = summary();
  console.log(`# ${number - failed} passed, ${failed} failed, ${Math.round((Date.now() - from) / 1000)} s`);
  process.exit(failed > 0 ? 1 : 0);
}

main(process.argv.slice(2)).catch((fault) => {
  console.log(`not ok 998 - the checks could be run`);
  console.log(String(fault.stack ?? fault).replace(/^/gm, '#   '));
  process.exit(1);
});
