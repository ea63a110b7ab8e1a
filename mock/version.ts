import { version as ofThePackage } from '../package.json';

/** Typed explicitly, so that the published declarations do not import package.json. */
export const version: string = ofThePackage;
