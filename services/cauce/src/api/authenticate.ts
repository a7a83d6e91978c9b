import { randomBytes } from 'node:crypto';
import type { Principal } from '@cauce/domain';
import type { Core } from '@cauce/runtime';
import { ADMIN, principalByKey, principalNamed } from '../principals/principals.ts';
import { type ApiRequest, type ApiResponse, type Next, sendProblem } from './http.ts';
import { problemOf } from './problems.ts';

/** Needed by no key: they say nothing but whether the host is well. */
const OPEN = new Set(['/health/live', '/health/ready']);
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const COOKIE = 'cauce-session';

class UnauthorizedError extends Error {
  constructor(given: boolean) {
    super(
      given
        ? 'this key is wrong: it is of no principal that is in force'
        : 'give the key of a principal that is in force: "Authorization: Bearer KEY"',
    );
    this.name = 'UnauthorizedError';
  }
}

const cookieOf = (request: ApiRequest): string | undefined =>
  request.headers.cookie
    ?.split(/;\s*/)
    .find((one) => one.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);

/**
 * Finds out who asks. A key comes as bearer; where only something is read a browser may give it as the password of
 * Basic authentication, or open the one-time link, which gives it a session of the first admin until the host stops.
 */
export class Authenticator {
  private readonly sessions = new Set<string>();
  private link: string | null = randomBytes(32).toString('base64url');

  constructor(
    private readonly core: Core,
    /** Whether only this machine is served. */
    private readonly onLoopback: boolean,
  ) {}

  /** Path of the link that opens a browser's session, once. */
  get linkPath(): string {
    return `/open/${this.link}`;
  }

  /** Express middleware: lets known principals through and answers everybody else. */
  readonly middleware = (request: ApiRequest, response: ApiResponse, next: Next): void => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    // A page elsewhere that names its own host as this address must not speak with it through a browser.
    if (this.onLoopback && !LOOPBACK.test(request.headers.host ?? '')) {
      const detail = 'this API answers on loopback only';
      sendProblem(response, { type: 'about:blank', title: 'Misdirected', status: 421, detail });
    } else if (OPEN.has(request.path) && request.method === 'GET') next();
    else if (request.path.startsWith('/open/')) this.open(request, response);
    else {
      this.identify(request).then(
        (principal) => {
          request.principal = principal;
          next();
        },
        (error: unknown) => {
          response.setHeader('www-authenticate', 'Bearer, Basic realm="Cauce: the key is the password"');
          sendProblem(response, problemOf(error));
        },
      );
    }
  };

  private open(request: ApiRequest, response: ApiResponse): void {
    if (request.method !== 'GET' || request.path !== this.linkPath) {
      sendProblem(response, problemOf(new UnauthorizedError(false)));
      return;
    }
    this.link = null;
    const session = randomBytes(32).toString('base64url');
    this.sessions.add(session);
    response.statusCode = 303;
    response.setHeader('set-cookie', `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`);
    response.setHeader('location', '/mailbox');
    response.end();
  }

  private async identify(request: ApiRequest): Promise<Principal> {
    const found = await this.byKeyOrSession(request);
    if (!found) throw new UnauthorizedError(request.headers.authorization !== undefined);
    return found;
  }

  private async byKeyOrSession(request: ApiRequest): Promise<Principal | null> {
    const [scheme = '', given = ''] = (request.headers.authorization ?? '').split(' ', 2);
    if (scheme.toLowerCase() === 'bearer') return principalByKey(this.core, given);
    // Browsers send these along by themselves, so they may not change anything.
    if (request.method !== 'GET') return null;
    if (scheme.toLowerCase() === 'basic') {
      const [, key = ''] = Buffer.from(given, 'base64').toString().split(/:(.*)/s);
      return principalByKey(this.core, key);
    }
    return this.sessions.has(cookieOf(request) ?? '') ? principalNamed(this.core, ADMIN) : null;
  }
}
