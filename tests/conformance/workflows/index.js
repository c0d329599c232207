'use strict';
module.exports = { ...require('./activities'), ...require('./family'), ...require('./messages'), ...require('./state') };
