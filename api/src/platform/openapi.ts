import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { SESSION_COOKIE } from './signed-cookie.js'

/** The description of the API for other programs, at /api/openapi.json, and a page to read it, at /api/docs. */
export function describeApi(app: NestFastifyApplication, version: string): void {
  const description = new DocumentBuilder()
    .setTitle('Tidemark')
    .setDescription(
      'Outcomes of group therapy programmes. Days are YYYY-MM-DD. Errors are RFC 9457 problem documents with a ' +
        'stable `code`. Unknown query parameters are refused. People are known by the cookie of their session, and send ' +
        'changes from the pages of this server alone; programs send a token.',
    )
    .setVersion(version)
    .addCookieAuth(SESSION_COOKIE)
    .addBearerAuth({
      type: 'http',
      bearerFormat: 'opaque',
      description: 'A token that an administrator made, tm_..',
    })
    .build()
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Tidemark API',
  })
}
