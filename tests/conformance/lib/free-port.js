'use strict';
// A loopback port nobody listens on. The service is started with a number, so that it can come back on the same one.
const net = require('node:net');

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

module.exports = { freePort };
if (require.main === module) freePort().then((port) => console.log(port));
