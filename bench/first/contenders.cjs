// What is loaded, made and asked: a manager, and a bare Express 5 that parses the body and answers JSON and two cookies
// of the usual lengths.
const { packagePath } = require('../package-under-test.cjs');

const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'none', maxAge: 432_000_000 };
const sessionToken = 's'.repeat(470);
const segmentToken = 'g'.repeat(316);

exports.contenders = {
  emulator: {
    load: () => require(packagePath),
    handlerOf: ({ createSessionManager }) => createSessionManager().handler,
  },
  express: {
    load: () => require('express'),
    handlerOf(express) {
      const app = express();
      app.post('/api/sessions', express.json(), (_req, res) => {
        res.cookie('vtex_session', sessionToken, cookie).cookie('vtex_segment', segmentToken, cookie);
        res.status(201).json({ sessionToken, segmentToken });
      });
      return app;
    },
  },
};
