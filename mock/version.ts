import { version as ofThePackage } from '../package.json';

/** Typed by hand, so that the declarations that are published do not import package.json. */
export const version: string = ofThePackage;
