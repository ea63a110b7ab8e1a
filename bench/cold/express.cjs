// The same with a bare Express 5: one route that answers JSON and two cookies of the usual lengths.
const express = require('express');

const app = express();
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'none', maxAge: 432_000_000 };
const sessionToken = 's'.repeat(470);
const segmentToken = 'g'.repeat(316);
app.post('/api/sessions', (_req, res) => {
  res.cookie('vtex_session', sessionToken, cookie).cookie('vtex_segment', segmentToken, cookie);
  res.status(201).json({ sessionToken, segmentToken });
});

const server = app.listen(0, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`),
);
