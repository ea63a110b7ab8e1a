import { inProcessTarget } from './in-process';
import { recognise } from './recognise';
import type { Target } from './target';
import { urlTarget } from './url';

/** The target the user chose: a URL by `CONTRACT_URL`, else the emulator in this process. */
export function chosenTarget({ CONTRACT_URL: url }: NodeJS.ProcessEnv): Target {
  return url === undefined || url === '' ? inProcessTarget() : urlTarget(url, recognise(url));
}
