import { type Browser, chromium } from 'playwright-core';

/** Chromium of this machine, that asks nobody for anything by itself. */
export const launched = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
