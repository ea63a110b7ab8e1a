const { method, Service } = require('@vtex/api');
const { changePostalCode } = require('./middlewares/changePostalCode');
const { visitor } = require('./middlewares/visitor');

module.exports = new Service({
  clients: { options: { default: { retries: 0, timeout: 2000 } } },
  routes: {
    visitor: method({ GET: visitor }),
    postalCode: method({ PUT: changePostalCode }),
  },
});
