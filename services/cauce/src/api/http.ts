import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '@cauce/domain';
import type { App } from '../host/app.ts';
import type { ArgumentProblem } from '../host/usage-error.ts';

/** A request as Express hands it on, with what the API adds to it. */
export interface ApiRequest extends IncomingMessage {
  readonly path: string;
  /** As it is declared: with the names of its parameters in place of their values. */
  readonly route?: { readonly path: string };
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** Who asks, once the key was accepted. */
  principal?: Principal;
  /** What the operation works with, once the role was found to allow it. */
  asked?: App;
}

export type ApiResponse = ServerResponse<IncomingMessage>;
export type Next = (error?: unknown) => void;

/** A failure as a caller of the API gets it (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Everything that is wrong with the arguments. */
  readonly problems?: readonly ArgumentProblem[];
}

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Answers with a problem. */
export const sendProblem = (response: ApiResponse, problem: Problem): void => {
  response.statusCode = problem.status;
  response.setHeader('content-type', PROBLEM_JSON);
  response.end(JSON.stringify(problem));
};
