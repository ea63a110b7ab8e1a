import { type Browser, chromium } from 'playwright-core';

/** Chromium of this machine, without its own background requests. */
export const installed = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

export const launched = (): Promise<Browser> => chromium.launch(installed);
