import type { ApiRequest, ApiResponse, Next } from './http.ts';

type Handler = (request: ApiRequest, response: ApiResponse, next: Next) => void;

/** A small application that shows the document; made when somebody first looks, for its parts are slow to load. */
const makePages = async (): Promise<Handler> => {
  const [{ Module }, { NestFactory }, { ExpressAdapter }, { SwaggerModule }, { openApi }] = await Promise.all(
    [
      import('@nestjs/common'),
      import('@nestjs/core'),
      import('@nestjs/platform-express'),
      import('@nestjs/swagger'),
      import('./openapi.ts'),
    ],
  );
  class Pages {}
  Module({})(Pages);
  const app = await NestFactory.create(Pages, new ExpressAdapter(), { logger: ['error', 'fatal'] });
  SwaggerModule.setup('docs', app, () => openApi(), { jsonDocumentUrl: 'openapi.json' });
  await app.init();
  return app.getHttpAdapter().getInstance();
};

/** Serves `/docs` for people and `/openapi.json` for programs. */
export const documentation = (): Handler => {
  let pages: Promise<Handler> | null = null;
  return (request, response, next) => {
    if (!/^\/(docs(\/|$)|docs-|openapi\.json$)/.test(request.path)) return next();
    pages ??= makePages();
    pages.then((show) => show(request, response, next), next);
  };
};
