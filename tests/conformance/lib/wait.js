'use strict';
// Waits until a service answers GetSystemInfo.
const { Connection } = require('@temporalio/client');

async function waitForService(address, seconds) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2s' });
      await connection.close();
      return;
    } catch (fault) {
      if (Date.now() > until) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

module.exports = { waitForService };
if (require.main === module) {
  waitForService(process.argv[2], Number(process.argv[3])).catch((fault) => {
    console.error(fault.message);
    process.exit(1);
  });
}
