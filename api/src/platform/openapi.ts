import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'

/** The description of the API for other programs, at /api/openapi.json, and a page to read it, at /api/docs. */
export function describeApi(app: NestFastifyApplication, version: string): void {
  const description = new DocumentBuilder()
    .setTitle('Tidemark')
    .setDescription(
      'Outcomes of group therapy programmes. Days are YYYY-MM-DD. Errors are RFC 9457 problem documents with a ' +
        'stable `code`. Unknown query parameters are refused.',
    )
    .setVersion(version)
    .build()
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Tidemark API',
  })
}
