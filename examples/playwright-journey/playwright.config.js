module.exports = {
  testDir: 'tests',
  reporter: 'line',
  workers: 1,
  webServer: {
    command: 'node store/server.js',
    wait: { stdout: /^store listening on (?<store_url>http:\S+)$/m },
  },
  use: {
    // The group of the line above, which Playwright puts into the environment.
    baseURL: process.env.STORE_URL,
    // An installed Chromium; otherwise the one of `playwright install`.
    launchOptions: process.env.CHROMIUM && { executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] },
  },
};
