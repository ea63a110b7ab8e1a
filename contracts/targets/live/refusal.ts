import { NotTried } from '../../harness/not-tried';

/** Something that is not sent to a live account. Its message never holds the value of a token or a cookie. */
export class LiveRefusal extends NotTried {
  override readonly name = 'LiveRefusal';
}
